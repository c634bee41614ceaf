"""Invented companies and their representatives, and statements about them."""

from typing import Any

from domain.identifier import Identifier, rid
from ledger.intake.sample.codes import organisation_code, unified_code
from ledger.service.ledger import Ledger
from ledger.service.records import Record
from ledger.statement import Statement
from tests.town import licence


def company(number: int) -> Identifier:
    return Identifier("uscc", unified_code("91", "370481", organisation_code("YAN", number)))


def person(number: int) -> str:
    """A number of nobody, of the kind that test ledgers take."""
    body = f"99000019850101{number:03d}"
    return body + rid.check_character(body)


def about(number: int, subject: int, representative: int | None = None) -> Statement:
    """A licence of an invented company, with or without the number of its representative."""
    changes: dict[str, Any] = {"subject.identifier": company(subject).value, "subject.name": f"滕州市虚构{subject}厂"}
    return licence(number, **changes, **({} if representative is None else led_by(representative)))


def led_by(representative: int) -> dict[str, str]:
    return {"representative.identifier_type": "rid", "representative.identifier": person(representative)}


def read(ledger: Ledger, position: int) -> Record:
    with ledger.pool.connection() as connection, connection.cursor() as cursor:
        return ledger.source.at(cursor, [position])[position]
