"""The shapes the desk shows, each declared once: built by the store, written by msgspec, described by the API."""
