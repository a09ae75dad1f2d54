"""Unit positions: fixes from their payload to the database and back."""
