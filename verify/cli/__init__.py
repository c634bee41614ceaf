"""The command line ``chengjian-verify``."""

from verify.cli.program import main

__all__ = ["main"]
