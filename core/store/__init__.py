"""SQL on the tables that every desk shares."""
