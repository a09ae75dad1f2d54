"""Driving times and ways by road: the router, vehicle profiles, closures."""
