"""Subjects (信用主体) and the identifiers that lead to them (一码关联多码)."""
