"""Issuer and id of a request inside the platform's event: they make it unique, as a statement's own make it."""

import base64
import binascii
import json

from domain.tags import jti_tag

_PARTS = 3


def request_tag(statement: str) -> str:
    """Name the private tag ``jti:<iss>:<jti>`` of a request, from its full text.

    Total: what is no statement, because it was lost, names itself, so that it still counts as one tag.

    Args:
        statement: The disclosure ``subject.statement``: a JWT with its disclosures after it.
    """
    named = _named(statement)
    return jti_tag("", statement) if named is None else jti_tag(*named)


def request_issuer(statement: str) -> str:
    """Give who signed a request: ``subject``, or the body whose window did; empty where the text is no statement."""
    named = _named(statement)
    return "" if named is None else named[0]


def _named(statement: str) -> tuple[str, str] | None:
    """Read issuer and id; who signed the event may have put any text here, also one nested beyond every depth."""
    parts = statement.partition("~")[0].split(".")
    if len(parts) == _PARTS:
        try:
            payload = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
            return str(payload["iss"]), str(payload["jti"])
        except (binascii.Error, ValueError, KeyError, TypeError, RecursionError):
            pass
    return None
