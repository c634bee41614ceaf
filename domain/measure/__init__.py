"""Measures (奖惩措施): applied on a live listing, ended with their ground."""
