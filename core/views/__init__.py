"""What the shared part answers, declared once from the row to the description."""
