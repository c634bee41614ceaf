"""How the ledger is asked: HTTP for machines, pages for people. No rule lives here."""
