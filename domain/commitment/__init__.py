"""Commitments (信用承诺): made, fulfilled, breached."""
