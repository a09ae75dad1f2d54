"""What the event log may hold: one type for each kind of event."""
