"""Who is logged in, and how passwords are checked."""
