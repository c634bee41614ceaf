"""Statements: SD-JWTs (RFC 9901) in the one shape that a credit log accepts."""

from ledger.statement.builder import build
from ledger.statement.errors import StatementError
from ledger.statement.parser import parse, parse_jwt, parse_presentation
from ledger.statement.statement import Disclosure, Scalar, Statement, verify_statement

__all__ = [
    "Disclosure",
    "Scalar",
    "Statement",
    "StatementError",
    "build",
    "parse",
    "parse_jwt",
    "parse_presentation",
    "verify_statement",
]
