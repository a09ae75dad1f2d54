"""How names of places are written, compared and misspelt; kinds of places, house numbers."""
