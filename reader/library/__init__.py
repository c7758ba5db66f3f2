"""The store of articles, readings and notes."""
