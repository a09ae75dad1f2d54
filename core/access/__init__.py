"""Log-in, sessions and password checks."""
