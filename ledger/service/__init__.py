"""Load, decide, append: what stands between a signed statement and the log."""
