"""What every room builds on: the database and its types, doorbells, clocks, logs, the parts of a process."""
