"""What a recipient of a recall is sent, and the sending: one signed request, bounded in every direction.

The message holds an id, a day and two paths, and nothing about anybody. Nothing of the answer is read but its status.
"""

import asyncio
import ssl
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

import httpx2
import orjson

from ledger.service.ledger import now as present
from ledger.service.request_signing import RequestSigner

TYPE: Final = "urn:chengjian:recall-message:v1"
TAG: Final = "chengjian-recall"
"""What signatures of these messages are for; the platform signs no other requests with it (RFC 9421, section 2.3)."""
READ: Final = "/api/v1/matters"
CONFIRM: Final = "/api/v1/statements"
"""Paths, not addresses: where the server is, the recipient knows, and no message shall tell him otherwise."""
LIMIT_S: Final = 10.0
"""Longest time for one message, from the look-up of the name to the status of the answer."""


class Message(NamedTuple):
    """One recall for one recipient.

    Attributes:
        url: Where it takes recalls.
        recall: The jti of the order.
        due_on: Last day for its confirmation.
    """

    url: str
    recall: str
    due_on: date


class Answer(NamedTuple):
    """What became of one message.

    Attributes:
        is_taken: Whether the recipient took it.
        reason: Why not: ``status-<number>``, ``timeout``, or the name of an error's class; empty if it did.
    """

    is_taken: bool
    reason: str = ""


class Messenger:
    """Sends messages, all that are given at once beside each other."""

    def __init__(
        self,
        origin: str,
        signer: RequestSigner,
        *,
        clock: Callable[[], datetime] = present,
        limit_s: float = LIMIT_S,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        """Prepare.

        Args:
            origin: The log's origin.
            signer: Signs with the platform's key.
            clock: Gives the instant that signatures name, aware.
            limit_s: Longest time for one message.
            trust: Whose certificates are believed; by default those that this machine believes.
        """
        self._origin = origin
        self._signer = signer
        self._clock = clock
        self._limit_s = limit_s
        self._trust = trust

    def send(self, messages: Sequence[Message]) -> list[Answer]:
        """Send messages; give what became of each, in order. Takes no longer than the slowest."""
        return asyncio.run(self._send(messages))

    async def _send(self, messages: Sequence[Message]) -> list[Answer]:
        # Neither proxies nor credentials of the environment: what is sent goes where the operator's file says.
        trust = self._trust or ssl.create_default_context()
        async with httpx2.AsyncClient(verify=trust, trust_env=False, follow_redirects=False, timeout=None) as client:
            return list(await asyncio.gather(*(self._bring(client, message) for message in messages)))

    async def _bring(self, client: httpx2.AsyncClient, message: Message) -> Answer:
        try:
            async with asyncio.timeout(self._limit_s):
                return await self._post(client, message)
        except TimeoutError:
            return Answer(False, "timeout")
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one recipient holds up no other
            return Answer(False, type(error).__name__)

    async def _post(self, client: httpx2.AsyncClient, message: Message) -> Answer:
        body = self._body(message)
        headers = {"Content-Type": "application/json", "User-Agent": "chengjian"}
        request = client.build_request("POST", message.url, content=body, headers=headers)
        request.headers.update(self._signer.headers("POST", str(request.url), body, tag=TAG, now=self._clock()))
        response = await client.send(request, stream=True)
        await response.aclose()
        return Answer(True) if response.is_success else Answer(False, f"status-{response.status_code}")

    def _body(self, message: Message) -> bytes:
        return orjson.dumps(
            {
                "type": TYPE,
                "origin": self._origin,
                "recall": message.recall,
                "due_on": message.due_on.isoformat(),
                "read": READ,
                "confirm": CONFIRM,
            },
            option=orjson.OPT_SORT_KEYS,
        )
