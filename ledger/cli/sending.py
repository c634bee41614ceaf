"""Where a command's statement goes: to a server over HTTP, or into the ledger on this machine."""

from typing import TYPE_CHECKING, ClassVar

from domain.event import Event
from ledger.cli.ops import start_command
from ledger.crypto.keys import SigningKey
from ledger.operation_error import OperationError
from ledger.service.platform import sign_event

if TYPE_CHECKING:
    import httpx2

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
    if answer.status_code not in _RECORDED:
        raise refused(answer)
    return int(answer.json()["index"])


def refused(answer: "httpx2.Response") -> ServerRefusedError:
    """Make the error of an answer that is a problem (docs/api.md), or that something in between gave."""
    try:
        body = dict(answer.json())
    except (TypeError, ValueError):
        body = {}
    status, code = f"HTTP {answer.status_code}", body.get("code", "")
    texts = {
        name: str(body.get(name) or "") for name in ("title", "title_en", "detail", "detail_en", "mend", "mend_en")
    }
    return ServerRefusedError(
        f"{texts['detail'] or texts['title'] or '服务器未予记录'}（{code or status}）",
        f"{texts['detail_en'] or texts['title_en'] or 'The server did not record it.'} ({code or status})",
        texts["mend"],
        texts["mend_en"],
    )
