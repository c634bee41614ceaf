"""Disclosure: what was shown to whom, for what, and the recall of what no longer holds."""
