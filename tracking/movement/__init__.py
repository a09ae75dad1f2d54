"""Each unit's newest position, and whether it is parked, moving or stopped."""
