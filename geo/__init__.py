"""Places and roads: areas, the gazetteer, driving times, the import of a city."""
