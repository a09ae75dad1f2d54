"""The agent in a vehicle: reads gpsd, keeps fixes on disk through dead spots, sends them, forgets what is stored."""
