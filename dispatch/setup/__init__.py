"""What a city sets up: stations, units, devices, plans, areas; one change per file, one transaction each."""
