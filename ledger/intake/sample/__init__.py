"""Samples: invented 双公示 files of any size, the same for the same seed, that can name no real person or body."""
