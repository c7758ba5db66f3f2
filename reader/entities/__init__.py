"""Articles to readings: who is in them."""
