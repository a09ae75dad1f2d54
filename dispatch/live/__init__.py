"""The websocket: snapshot, events and fixes to every console."""
