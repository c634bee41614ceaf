"""A ledger of a few lines: it knows statements by issuer and id, and fails where a test wants it to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ledger.intake.sample_agencies import SampleAgency
from ledger.intake.submission.transport import Item, LineResult, TryAgainError
from ledger.statement import parse
from ledger.strict_json import encode

ORIGIN = "test.credit.example/370481"


class PlugPulledError(BaseException):
    """The power went: nothing may catch it."""


def item_of(agency: SampleAgency, standard: str = "xk-2018", item: str = "licence") -> Item:
    return Item(
        item=item,
        version=1,
        name="示例事项",
        nature="licence",
        is_adverse=standard == "cf-2018",
        subject_kinds=("ENT", "NP", "ORG", "SOLE"),
        identifier="any",
        standard=standard,
        providers=(agency.code,),
        validity_months=60,
        digests=32,
    )


@dataclass
class FakeLedger:
    """Answers as docs/api.md says; ``before_line`` runs before a statement is looked at, ``after_line`` after it."""

    items: list[Item]
    keys: dict[str, list[str]]
    refuse: Callable[[str], dict[str, object] | None] = lambda _: None
    before_line: Callable[[int], None] = lambda _: None
    after_line: Callable[[int], None] = lambda _: None
    entries: list[str] = field(default_factory=list)
    by_name: dict[tuple[str, str], int] = field(default_factory=dict)
    seen: int = 0

    def origin(self) -> str:
        return ORIGIN

    def catalogue(self) -> Sequence[Item]:
        return self.items

    def keys_of(self, agency_code: str) -> Sequence[str]:
        return self.keys.get(agency_code, [])

    def submit(self, statements: Sequence[str]) -> Iterator[LineResult]:
        for line, text in enumerate(statements):
            self.seen += 1
            self.before_line(self.seen)
            problem = self.refuse(text)
            if problem is not None:
                status = problem["status"]
                assert isinstance(status, int)
                yield LineResult(line, status, None, problem)
                continue
            result = self._record(line, text)
            self.after_line(self.seen)
            yield result

    def _record(self, line: int, text: str) -> LineResult:
        statement = parse(text)
        name = (statement.iss, statement.jti)
        known = self.by_name.get(name)
        if known is None:
            entry = encode({"keys": [], "kind": "event", "statement": statement.jwt, "time": 1, "v": 1}).decode()
            self.by_name[name] = len(self.entries)
            self.entries.append(entry)
        index = self.by_name[name]
        proof = {
            "entry": self.entries[index],
            "index": index,
            "inclusion": ["AA=="],
            "checkpoint": f"{ORIGIN}\n{len(self.entries)}\nAA==\n",
            "keys": [],
        }
        return LineResult(line, 201 if known is None else 200, proof, None)


def busy(_: int) -> None:
    raise TryAgainError("HTTP 503", 7)
