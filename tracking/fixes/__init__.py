"""The fix pipeline: take in, decode, screen, store, acknowledge."""
