"""What stands around every request: number, host check, headers, faults, access line, measures."""
