"""Accounts and sessions: who may come in, one transaction each."""
