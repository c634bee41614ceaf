"""Compares everything that is stored with everything it follows from: entries, tree, index rows, vault, keys, mark."""
