"""Driving times and routes by road: the router, vehicle profiles, closures."""
