"""Load and latency of the whole system; figures as JSON beside their budgets."""
