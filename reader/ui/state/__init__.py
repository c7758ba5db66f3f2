"""What is open, chosen, written and searched in the window, and the work behind it; no widget."""
