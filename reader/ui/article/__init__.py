"""The article as it is seen: its page, what is marked on it, the strip beside it."""
