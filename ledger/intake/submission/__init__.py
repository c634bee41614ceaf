"""Submitting: statements are signed, journalled, then sent in batches, and answered row by row with receipts."""
