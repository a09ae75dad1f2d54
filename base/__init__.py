"""What every room stands on: the database and its types, doorbells, clocks, logs, the parts of a process."""
