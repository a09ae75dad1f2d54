"""What a city sets up: stations, units, devices, plans, areas; one change a file, one transaction each."""
