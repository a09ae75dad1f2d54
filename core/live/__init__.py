"""Resume and limits of a live socket, for any desk."""
