"""Normalising: one cell, as people and spreadsheet programs really write it, becomes one exact value or a refusal."""
