"""Where a command's statement goes: to a server over HTTP, or into the ledger on this machine."""

from typing import ClassVar

from domain.event import Event
from ledger.cli.ops import start_command
from ledger.crypto.keys import SigningKey
from ledger.operation_error import OperationError
from ledger.service.platform import sign_event

_TIMEOUT_S = 30.0
_RECORDED = frozenset({200, 201})


class ServerRefusedError(OperationError):
    """A server did not record a statement."""

    code: ClassVar[str] = "server-refused"


def record(event: Event, iss: str, key: SigningKey, server: str | None) -> int:
    """Sign an event without disclosures and have it recorded; return its position.

    Raises:
        ServerRefusedError: The server refused it.
        OperationError: The ledger on this machine refused it, or there is none.
        Refusal: A rule speaks against it.
    """
    from ledger.service.ledger import now

    text = sign_event(event, iss=iss, key=key, digests=0, now=now()).text
    return _record_here(text) if server is None else _record_there(text, server)


def _record_here(text: str) -> int:
    from ledger.service.ledger import open_ledger
    from ledger.service.outcome import Refused

    with open_ledger(start_command()) as ledger:
        (outcome,) = ledger.submit_many([text])
        if isinstance(outcome, Refused):
            raise outcome.error
        return outcome.receipt.index


def _record_there(text: str, server: str) -> int:
    import httpx2

    headers = {"content-type": "application/sd-jwt"}
    answer = httpx2.post(f"{server.rstrip('/')}/api/v1/statements", content=text, headers=headers, timeout=_TIMEOUT_S)
    body = answer.json()
    if answer.status_code not in _RECORDED:
        raise ServerRefusedError(
            str(body.get("detail_zh", body.get("title", answer.status_code))),
            str(body.get("detail_en", body.get("detail", answer.status_code))),
            str(body.get("mend_zh", "")),
            str(body.get("mend_en", "")),
        )
    return int(body["index"])
