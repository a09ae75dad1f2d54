"""Every table of the desk, by what it is for."""
