"""Between the broker and the rooms: fixes and statuses in, orders out."""
