"""Signature checks, on the thread that decides: several processes share the cores, not several threads.

Threads would win little: each check gives the interpreter away, and waits for it again behind whoever computes.
"""

from collections.abc import Sequence

from domain.key.refusals import KeyUnknownError
from domain.ledger.events import LedgerOpened
from domain.signer import ROOT, SUBJECT
from ledger.base64url import Base64UrlError, decode
from ledger.crypto.errors import CryptoError
from ledger.service.errors import SubjectKeysMissingError
from ledger.service.own_keys import OwnKeys
from ledger.service.rule_book import Memory, RuleBook
from ledger.statement import Statement, StatementError, verify_statement


class Signatures:
    """Checks that statements are signed by the key that they name."""

    def __init__(self, book: RuleBook, own_keys: OwnKeys) -> None:
        """Keep where keys come from: the rule book, and the files of those who sign requests themselves."""
        self._book = book
        self._own_keys = own_keys

    def check(self, statements: Sequence[Statement], memory: Memory) -> list[Exception | None]:
        """Check many statements; None for each whose signature holds.

        Whether the key may sign at all is for the decision to say; a key that nobody enrolled is refused here.
        """
        return [self._check(statement, memory) for statement in statements]

    def _check(self, statement: Statement, memory: Memory) -> Exception | None:
        try:
            public_key = self._public_key(statement, memory)
        except SubjectKeysMissingError as error:
            return error
        return _check(statement, public_key)

    def _public_key(self, statement: Statement, memory: Memory) -> bytes:
        genesis = self._book.genesis
        if statement.iss == ROOT and genesis.is_open:
            return decode(genesis.root_key)
        if statement.iss == ROOT:
            return _own_root_key(statement)
        if statement.iss == SUBJECT:
            return self._own_keys.public_key(statement, memory)
        return memory.load(self._book.keys, statement.kid).state.public_key


def _own_root_key(statement: Statement) -> bytes:
    """A genesis brings its root key along: whoever may write into an empty log decides whose log it is."""
    root_key = statement.plain.get("root_key")
    try:
        return decode(root_key) if statement.vct == LedgerOpened.TOPIC and isinstance(root_key, str) else b""
    except Base64UrlError:
        return b""


def _check(statement: Statement, public_key: bytes) -> Exception | None:
    if not public_key:
        return KeyUnknownError(pointer="/kid", kid=statement.kid)
    try:
        verify_statement(statement, public_key)
    except (CryptoError, StatementError) as error:
        return error
    return None
