"""Answers that change nothing: which units, how soon, what is left uncovered."""
