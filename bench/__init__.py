"""Load and latency on the whole system; figures as JSON beside their budgets."""
