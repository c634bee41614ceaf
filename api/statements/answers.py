"""Writing the answer lines of a batch: bases, results, the end (docs/api.md, "Many statements")."""

from binascii import b2a_base64
from collections.abc import Sequence

import orjson

from api.metrics import Metrics
from api.problems.render import code_of, kind_of, problem, retry_after_s
from api.statements.lines import Line
from ledger.service.outcome import Accepted, Outcome, Refused
from ledger.service.receipts import Receipt

_RECORDED, _KNOWN = 201, 200


class AnswerWriter:
    """Writes one batch's answer; knows which bases were already sent and how the lines ended.

    Args:
        metrics: Where outcomes are counted.
        retry_after_s: Default wait told with a line that may succeed later.
    """

    def __init__(self, metrics: Metrics, retry_after_s: int) -> None:
        self._metrics = metrics
        self._retry_after_s = retry_after_s
        self._bases: dict[tuple[str, tuple[int, ...]], int] = {}
        self._spelled: dict[bytes, bytes] = {}
        self.recorded = 0
        self.known = 0
        self.refused = 0

    def results(self, lines: Sequence[Line], outcomes: Sequence[Outcome]) -> bytes:
        """Write the answers of one chunk.

        Args:
            lines: Numbered statements, or what was wrong with the line.
            outcomes: One for each statement among the lines, in their order.
        """
        self._spelled.clear()
        recorded, known = self.recorded, self.known
        decided = iter(outcomes)
        answer = b"".join(
            [
                self._result(number, next(decided)) if isinstance(content, str) else self._refusal(number, content)
                for number, content in lines
            ]
        )
        self._metrics.statements("recorded", self.recorded - recorded)
        self._metrics.statements("known", self.known - known)
        return answer

    def failure(self, lines: Sequence[Line], error: Exception) -> bytes:
        """Write the answers of a chunk that failed as a whole."""
        return b"".join(
            [self._refusal(number, error if isinstance(content, str) else content) for number, content in lines]
        )

    def end(self, lines: int, error: Exception | None) -> bytes:
        """Write the last line."""
        members: dict[str, object] = {
            "lines": lines,
            "recorded": self.recorded,
            "known": self.known,
            "refused": self.refused,
        }
        if error is not None:
            members["problem"] = problem(error)
        return orjson.dumps({"end": members}, option=orjson.OPT_APPEND_NEWLINE)

    def _result(self, number: int, outcome: Outcome) -> bytes:
        if isinstance(outcome, Refused):
            return self._refusal(number, outcome.error)
        return self._receipt(number, outcome)

    def _receipt(self, number: int, outcome: Accepted) -> bytes:
        receipt = outcome.receipt
        announced, basis = self._basis(receipt)
        if outcome.is_new:
            self.recorded += 1
        else:
            self.known += 1
        proof = self._proof(receipt.entry, receipt.inclusion, receipt.index)
        if receipt.disclosures:  # of the platform's event around a request
            proof = b'%b,"disclosures":%b}' % (proof[:-1], orjson.dumps(receipt.disclosures))
        return b'%b{"line":%d,"status":%d,"basis":%d,"receipt":%b}\n' % (
            announced,
            number,
            _RECORDED if outcome.is_new else _KNOWN,
            basis,
            proof,
        )

    def _refusal(self, number: int, error: Exception) -> bytes:
        self.refused += 1
        code = code_of(error)
        self._metrics.statements(code)
        told = problem(error, line=number)
        wait = retry_after_s(error, self._retry_after_s)
        if wait is not None:
            told["retry_after_s"] = wait
        return orjson.dumps(
            {"line": number, "status": kind_of(code).status, "problem": told}, option=orjson.OPT_APPEND_NEWLINE
        )

    def _basis(self, receipt: Receipt) -> tuple[bytes, int]:
        """Number what several receipts share; announce it before its first use."""
        name = (receipt.checkpoint, tuple([key.index for key in receipt.keys]))
        number = self._bases.get(name)
        if number is not None:
            return b"", number
        number = self._bases[name] = len(self._bases) + 1
        keys = b",".join([self._proof(key.entry, key.inclusion, key.index) for key in receipt.keys])
        line = b'{"basis":%d,"checkpoint":%b,"keys":[%b]}\n' % (number, orjson.dumps(receipt.checkpoint), keys)
        return line, number

    def _proof(self, entry: bytes, inclusion: Sequence[bytes], index: int) -> bytes:
        """Write an entry with its proof; neighbours share most of their hashes, so each is spelled once a chunk."""
        spelled = self._spelled
        path = [spelled.get(node) or self._spell(node) for node in inclusion]
        return b'{"entry":%b,"inclusion":[%b],"index":%d}' % (orjson.dumps(entry.decode()), b",".join(path), index)

    def _spell(self, node: bytes) -> bytes:
        spelled = self._spelled[node] = b'"%b"' % b2a_base64(node, newline=False)
        return spelled
