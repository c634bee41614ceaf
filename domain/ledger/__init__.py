"""The ledger itself: its genesis and its identity."""
