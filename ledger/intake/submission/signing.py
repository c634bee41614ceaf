"""Signing rows: each clean row becomes one statement of a recorded fact, signed here with the agency's own key."""

from collections.abc import Sequence
from pathlib import Path

from domain.fact.events import FactRecorded
from domain.signer import AGENCY_PREFIX
from ledger.crypto.errors import CryptoError, PassphraseError
from ledger.crypto.keys import SigningKey, read_key_file
from ledger.intake.errors import UnusableFileError
from ledger.intake.rows import PreparedRow
from ledger.intake.submission.transport import Item
from ledger.statement import StatementError, build


def read_signing_key(path: Path, passphrase: str | None = None) -> SigningKey:
    """Read the agency's key.

    Raises:
        UnusableFileError: The file is missing, open to others, damaged or locked.
    """
    try:
        return SigningKey.from_seed(read_key_file(path, passphrase))
    except (CryptoError, OSError) as error:
        raise UnusableFileError("key-unusable", name=path.name, reason=str(error)) from error


def read_passphrase(path: Path) -> str:
    """Read a passphrase from a file of one line.

    Raises:
        UnusableFileError: The file cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableFileError("key-unusable", name=path.name, reason=type(error).__name__) from error


def is_locked(path: Path) -> bool:
    """Whether a key file is under a passphrase."""
    try:
        read_key_file(path)
    except PassphraseError:
        return True
    except (CryptoError, OSError):
        return False
    return False


def choose_item(items: Sequence[Item], standard: str, signer_code: str, wanted: str | None) -> Item:
    """The catalogue item to record under: the one asked for, else the only one that fits.

    Args:
        items: The catalogue.
        standard: Data standard of the file.
        signer_code: Code of the body that signs.
        wanted: Id of the item, if it was named.

    Raises:
        UnusableFileError: No such item, another standard, or more than one fits.
    """
    if wanted is not None:
        item = next((item for item in items if item.item == wanted), None)
        if item is None:
            raise UnusableFileError("item-unknown", item=wanted)
        if item.standard != standard:
            raise UnusableFileError("item-standard", item=wanted, expected=item.standard, found=standard)
        return item
    fitting = [item for item in items if item.standard == standard and signer_code in item.providers]
    if len(fitting) != 1:
        names = "、".join(item.item for item in fitting) or "-"
        raise UnusableFileError("item-unclear", count=len(fitting), items=names)
    return fitting[0]


def sign_row(row: PreparedRow, item: Item, signer_code: str, key: SigningKey, *, rules: str, iat: int) -> str:
    """Sign one row.

    Args:
        row: A clean row.
        item: The catalogue item.
        signer_code: Code of the body that signs.
        key: Its key.
        rules: Version of the rule book.
        iat: Seconds since the epoch.

    Returns:
        The statement in its compact serialization.

    Raises:
        StatementError: The row does not fit into one statement.
    """
    return build(
        vct=FactRecorded.TOPIC,
        iss=f"{AGENCY_PREFIX}{signer_code}",
        plain={"decided_on": row.decided_on, "item": item.item, "item_version": item.version, "rules": rules},
        disclosed=row.disclosed,
        digests=item.digests,
        key=key,
        iat=iat,
    ).text


__all__ = ["StatementError", "choose_item", "is_locked", "read_passphrase", "read_signing_key", "sign_row"]
