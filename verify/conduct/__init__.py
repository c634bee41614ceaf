"""Re-judges every decision of a log by the same rules that a decision is made by; the one part that uses ``domain``."""
