"""Parts of commands and watches, inside the caller's transaction; no edge calls them."""
