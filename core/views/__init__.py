"""Answers of the shared part, each declared once from the row to the API description."""
