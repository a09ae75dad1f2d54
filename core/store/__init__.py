"""Statements on the tables that every desk shares."""
