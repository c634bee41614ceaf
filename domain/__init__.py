"""What is true and what is allowed: events, folds, decisions, rules, identifiers.

Pure: no clock, no randomness, no input or output. Imports pydantic and the standard library only.
"""
