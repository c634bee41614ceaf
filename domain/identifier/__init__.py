"""Identifiers of subjects: their canonical form, check characters and what they say by themselves."""

from domain.identifier.identifier import (
    IDENTIFIER_TYPES,
    ORGANISATION_TYPES,
    PERSON_TYPES,
    Identifier,
    IdentifierType,
    admit_identifier,
    check_environment,
    parse_identifier,
)

__all__ = [
    "IDENTIFIER_TYPES",
    "ORGANISATION_TYPES",
    "PERSON_TYPES",
    "Identifier",
    "IdentifierType",
    "admit_identifier",
    "check_environment",
    "parse_identifier",
]
