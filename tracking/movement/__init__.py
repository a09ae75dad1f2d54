"""Where each unit is and what it does: its newest position, parked, moving or stopped."""
