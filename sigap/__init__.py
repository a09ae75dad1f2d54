"""The command line, and the embedded stack that runs every process."""
