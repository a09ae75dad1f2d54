"""What every desk stands on: accounts, the event log, the outbox, commands that run once, and the live socket."""
