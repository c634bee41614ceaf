"""Where a command's statement goes: to a server over HTTP, or into the ledger on this machine."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from domain.event import Event
from domain.refusal import Refusal
from ledger.cli.ops import start_command
from ledger.crypto.keys import SigningKey
from ledger.operation_error import OperationError
from ledger.service.platform import sign_event

if TYPE_CHECKING:
    import httpx2

    from ledger.service.ledger import Ledger

_TIMEOUT_S = 30.0
_RECORDED = frozenset({200, 201})


class ServerRefusedError(OperationError):
    """A server did not record a statement.

    Attributes:
        problem: Code of the problem that it answered with; empty if it was none.
        pointer: JSON pointer to the field at fault, if it named one.
    """

    code: ClassVar[str] = "server-refused"
    problem: str = ""
    pointer: str = ""


def record(event: Event, iss: str, key: SigningKey, server: str | None) -> int:
    """Sign an event without disclosures and have it recorded; return its position.

    Raises:
        ServerRefusedError: The server refused it.
        OperationError: The ledger on this machine refused it, or there is none.
        Refusal: A rule speaks against it.
    """
    with _recorder(server) as send:
        return send(_signed(event, iss, key))


def record_each(
    events: Iterable[Event], iss: str, key: SigningKey, server: str | None, *, passing: Collection[str]
) -> list[int | None]:
    """Sign events without disclosures and have them recorded in turn.

    Args:
        events: What to record.
        iss: Who signs.
        key: His key.
        server: Address of a server; None: the ledger on this machine.
        passing: Codes of refusals after which the next event follows.

    Returns:
        The position of each event; None where one of those refusals met it.

    Raises:
        ServerRefusedError: The server refused one for another reason.
        OperationError: The ledger on this machine refused one, or there is none.
        Refusal: A rule speaks against one.
    """
    positions: list[int | None] = []
    with _recorder(server) as send:
        for event in events:
            try:
                positions.append(send(_signed(event, iss, key)))
            except (Refusal, ServerRefusedError) as error:
                if (error.problem if isinstance(error, ServerRefusedError) else error.code) not in passing:
                    raise
                positions.append(None)
    return positions


def _signed(event: Event, iss: str, key: SigningKey) -> str:
    from ledger.service.ledger import now

    return sign_event(event, iss=iss, key=key, digests=0, now=now()).text


@contextmanager
def _recorder(server: str | None) -> Iterator[Callable[[str], int]]:
    """Give what has one statement recorded and tells its position."""
    from ledger.service.ledger import open_ledger

    if server is not None:
        yield partial(_record_there, server)
        return
    with open_ledger(start_command()) as ledger:
        yield partial(_record_here, ledger)


def _record_here(ledger: "Ledger", text: str) -> int:
    from ledger.service.outcome import Refused

    (outcome,) = ledger.submit_many([text])
    if isinstance(outcome, Refused):
        raise outcome.error
    return outcome.receipt.index


def _record_there(server: str, text: str) -> int:
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
    error = ServerRefusedError(
        f"{texts['detail'] or texts['title'] or '服务器未予记录'}（{code or status}）",
        f"{texts['detail_en'] or texts['title_en'] or 'The server did not record it.'} ({code or status})",
        texts["mend"],
        texts["mend_en"],
    )
    error.problem = str(code)
    error.pointer = str(body.get("pointer") or "")
    return error
