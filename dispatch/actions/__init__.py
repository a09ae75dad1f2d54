"""What can be done at the desk, one action a file; each is one transaction."""
