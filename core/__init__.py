"""Shared by every desk: accounts, the event log, the outbox, commands that run once, and the live socket."""
