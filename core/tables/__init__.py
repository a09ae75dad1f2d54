"""The tables that every desk shares."""
