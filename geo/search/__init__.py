"""Finds places from what people say: names, kinds, addresses, crossings, coordinates."""
