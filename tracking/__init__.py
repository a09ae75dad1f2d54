"""Where the units are: fixes from their payload to the database and back."""
