"""Revocation: a decision changed or quashed, and what depended on it."""
