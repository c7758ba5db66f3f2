"""Readings and notes to bytes."""
