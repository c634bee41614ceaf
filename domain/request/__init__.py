"""Requests: what subjects sign themselves, or have the credit centre's window sign for them."""
