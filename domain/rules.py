"""The rule book: which versions of the rules written as code exist, and which one is in force.

A statement names the version it was made under, and the version is refused if it does not exist. The version
covers the data standards, the screening of INV-2 and the rules on persons. A change of meaning makes a new version;
old ones stay in the table, because old facts name them.
"""

RULE_BOOK = "2026.1"
"""The version in force for new facts."""

RULE_BOOKS: tuple[str, ...] = (RULE_BOOK,)
"""Every version that a fact may name."""
