"""Facts: recorded, corrected, withdrawn."""
