"""How statements come in: one at a time, or many in one streamed body."""
