"""Types and rules that every desk shares; pure."""
