"""The commands of people at the desk or in a vehicle: one command per file, one transaction each."""
