"""The rules of the desk; no I/O."""
