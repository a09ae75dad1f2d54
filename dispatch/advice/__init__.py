"""Read-only answers: which units, how soon, what is left uncovered."""
