"""Reader: open a Hebrew news article and see who is in it."""

__version__ = "0.1.0"
