"""What a person commands at the desk or in a vehicle, one command a file, one transaction each."""
