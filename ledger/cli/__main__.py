"""``python -m ledger.cli``: the same as the console script ``chengjian``."""

from ledger.cli.main import main

main()
