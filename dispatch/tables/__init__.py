"""Every table of the desk, by its purpose."""
