"""The two forms of a receipt: for everybody, and for whoever just sent the statement."""

from base64 import urlsafe_b64encode
from dataclasses import replace
from hashlib import sha256

from ledger.service.receipts import Receipt


def public_receipt(receipt: Receipt) -> bytes:
    """Write a receipt with an empty ``disclosures``; it verifies like the full one.

    Source:
        docs/log-format.md, section 7.
    """
    return replace(receipt, disclosures=()).to_json()


def full_receipt(receipt: Receipt, statement: str) -> Receipt:
    """Give a receipt the disclosures of the statement that was just sent, in the order of their digests.

    The receipt of a request is about the platform's event around it, and has that event's disclosures already.

    Args:
        receipt: Of this statement, or of the event around it.
        statement: Complete, as it was accepted.
    """
    if receipt.statement.jwt != statement.partition("~")[0]:
        return receipt
    disclosures = statement.split("~")[1:-1]
    return replace(receipt, disclosures=tuple(sorted(disclosures, key=_digest)))


def _digest(disclosure: str) -> bytes:
    """Spell a digest as ``_sd`` does: the order is that of its characters."""
    return urlsafe_b64encode(sha256(disclosure.encode("ascii")).digest())
