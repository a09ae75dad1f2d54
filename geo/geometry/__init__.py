"""Shapes and distances; pure."""
