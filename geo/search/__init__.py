"""Finds places by what people say: names, kinds, addresses, crossings, coordinates."""
