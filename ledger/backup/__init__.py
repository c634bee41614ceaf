"""Backup, restore, and the two ways out when a restored log is behind what was signed."""
