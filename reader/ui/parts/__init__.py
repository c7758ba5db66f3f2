"""The bricks of the window: they know nothing of articles, people or notes."""
