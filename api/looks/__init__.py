"""Looks at the file of one subject: each is on record before a byte of it leaves (INV-14)."""
