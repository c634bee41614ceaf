"""Prohibited content (INV-2): a versioned rule by field and kind of subject."""

from domain.screening.category import CATEGORIES, Category
from domain.screening.screen import Finding, screen

__all__ = ["CATEGORIES", "Category", "Finding", "screen"]
