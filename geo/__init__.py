"""Places and roads: positions, areas, the gazetteer, road ETAs, the import of a city."""
