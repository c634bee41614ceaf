"""Clocks: what ends and what is breached by the passing of time alone."""
