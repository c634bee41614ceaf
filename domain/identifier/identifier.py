"""An identifier with its type; parsing gives the one canonical spelling."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal, cast

from domain.identifier import organisation, person, rid, uscc
from domain.identifier.canonical import canonical
from domain.identifier.refusals import (
    IdentifierNotCanonicalError,
    IdentifierTypeUnknownError,
    RealPersonInTestError,
    SyntheticPersonInProductionError,
)

IdentifierType = Literal["uscc", "rid", "passport", "hmt", "twt", "frp", "reg", "orgcode", "tax", "inst", "social"]

PERSON_TYPES: frozenset[str] = frozenset({"rid", "passport", "hmt", "twt", "frp"})
ORGANISATION_TYPES: frozenset[str] = frozenset({"uscc", "reg", "orgcode", "tax", "inst", "social"})

_CHECKS: Mapping[str, Callable[[str], None]] = MappingProxyType(
    {
        "uscc": uscc.check_uscc,
        "rid": rid.check_rid,
        "passport": person.check_passport,
        "hmt": person.check_hmt,
        "twt": person.check_twt,
        "frp": person.check_frp,
        "reg": organisation.check_reg,
        "orgcode": uscc.check_organisation_code,
        "tax": organisation.check_tax,
        "inst": organisation.check_inst,
        "social": organisation.check_social,
    }
)

IDENTIFIER_TYPES: tuple[str, ...] = tuple(_CHECKS)


@dataclass(frozen=True, slots=True)
class Identifier:
    """A canonical identifier. Made by ``parse_identifier``, or from an event that was admitted.

    Attributes:
        type: One of ``IDENTIFIER_TYPES``.
        value: Canonical spelling, upper-case ASCII without spaces, at most 64 characters.
    """

    type: IdentifierType
    value: str

    @property
    def is_person(self) -> bool:
        """Whether only a natural person holds this type of document."""
        return self.type in PERSON_TYPES

    @property
    def birth_date(self) -> date | None:
        """The birth date where the number itself holds it, else ``None``."""
        return person.birth_date_of(self.type, self.value)

    @property
    def subject_kinds(self) -> frozenset[str]:
        """Kinds of subject that can bear this identifier."""
        if self.is_person:
            return frozenset({"NP"})
        if self.type == "uscc":
            return frozenset({uscc.kind_of(self.value)})
        return frozenset({"ENT", "ORG", "SOLE"})


def parse_identifier(identifier_type: str, raw: str) -> Identifier:
    """Read an identifier as people write it and give its canonical form.

    Args:
        identifier_type: One of ``IDENTIFIER_TYPES``.
        raw: The number with any full-width characters, spaces and lower case.

    Raises:
        IdentifierTypeUnknownError: No such type.
        Refusal: The number is not one of this type; the class says why.
    """
    check = _CHECKS.get(identifier_type)
    if check is None:
        raise IdentifierTypeUnknownError(type=identifier_type, known=", ".join(IDENTIFIER_TYPES))
    value = canonical(raw)
    if identifier_type == "orgcode":
        value = value.replace("-", "")
    check(value)
    return Identifier(cast("IdentifierType", identifier_type), value)


def admit_identifier(identifier_type: str, value: str) -> Identifier:
    """Read an identifier from a signed statement, where only the canonical spelling counts.

    Raises:
        IdentifierNotCanonicalError: Right, but spelled otherwise.
        Refusal: As ``parse_identifier``.
    """
    identifier = parse_identifier(identifier_type, value)
    if identifier.value != value:
        raise IdentifierNotCanonicalError
    return identifier


def check_environment(identifier: Identifier, environment: str) -> None:
    """Keep real people out of test ledgers and invented ones out of production.

    Args:
        identifier: Any identifier; those of organisations pass.
        environment: ``test`` or ``production``.

    Raises:
        RealPersonInTestError: A person's number in ``test`` that is not plainly invented.
        SyntheticPersonInProductionError: An invented person's number in ``production``.
    """
    if not identifier.is_person:
        return
    is_invented = person.is_synthetic(identifier.type, identifier.value)
    if environment == "test" and not is_invented:
        raise RealPersonInTestError
    if environment != "test" and is_invented:
        raise SyntheticPersonInProductionError
