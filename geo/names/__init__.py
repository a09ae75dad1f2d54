"""Place names: spelling, comparison, misspellings; kinds of places, house numbers."""
