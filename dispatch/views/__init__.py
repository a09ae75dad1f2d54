"""What the desk shows, each shape declared once: built by the store, written by msgspec, described by the API."""
