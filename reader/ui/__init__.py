"""Everything that is on the screen; the only room that knows Qt."""
