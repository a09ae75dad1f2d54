"""The import of a city: from an OpenStreetMap extract to roads, names and a map."""
