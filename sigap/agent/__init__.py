"""The agent in a vehicle: reads gpsd, buffers fixes on disk through dead spots, sends them, deletes what is stored."""
