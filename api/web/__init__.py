"""Pages for people: rendered here, complete without scripts, Chinese first and English complete."""
