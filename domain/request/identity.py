"""The id of a request inside the platform's event: it makes the request unique, as a statement's own makes it."""

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
    parts = statement.partition("~")[0].split(".")
    if len(parts) == _PARTS:
        try:
            payload = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
            return jti_tag(str(payload["iss"]), str(payload["jti"]))
        except (binascii.Error, ValueError, KeyError, TypeError):
            pass
    return jti_tag("", statement)
