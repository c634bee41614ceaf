"""Counts for everybody as they are answered, and what waits for a body."""
