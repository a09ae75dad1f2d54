"""HTTP at the edge: parse, one action, shape the answer."""
