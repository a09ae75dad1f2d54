"""What a live socket of any desk needs: where it goes on from, and how much it may ask."""
