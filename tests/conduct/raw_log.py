"""A log written past every service: whatever a test signs is recorded, right or wrong, and judged.

It signs with keys of its own, tags as the domain tags, and imports nothing of the package under test but to judge.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from domain.case.events import CaseEscalated, CaseFiled, CorrectionStated
from domain.commitment.events import CommitmentMade
from domain.event import Event, Scalar
from domain.listing.events import ReplyReceived, ReplyWaived
from domain.repair.events import RepairApplied
from domain.request.events import (
    CaseRequest,
    CommitmentRequest,
    CorrectionRequest,
    EscalationRequest,
    RepairRequest,
    ReplyRequest,
    SubjectKeyEndRequest,
    SubjectKeyRequest,
    WaiverRequest,
)
from domain.subject.events import SubjectErased, SubjectKeyEnded, SubjectKeyEnrolled
from domain.tagging import tags_of
from domain.time import SHANGHAI, end_of_day_ms, start_of_day_ms
from tests.due_town import COMPANY_WHO, COURT, NO_WINDOW, WINDOW
from tests.town import BUREAU, CENTRE
from tests.verify.audit_logs import MemorySource, policy_of
from tests.verify.sample_log import SampleLog, Statement, strict
from verify.conduct.findings import Summary
from verify.conduct.run import judge_log
from verify.conduct.verdict import Judgment

HOLDERS = {
    "platform": "platform",
    "root": "root",
    "bureau": f"agency:{BUREAU}",
    "second": f"agency:{BUREAU}",
    "centre": f"agency:{CENTRE}",
    "court": f"agency:{COURT}",
}
SUBJECT_ID = "0190a5b0-0000-4000-8000-000000000001"
TAKEN_UP: Mapping[type[Event], type[Event]] = {
    ReplyRequest: ReplyReceived,
    WaiverRequest: ReplyWaived,
    CaseRequest: CaseFiled,
    EscalationRequest: CaseEscalated,
    CorrectionRequest: CorrectionStated,
    RepairRequest: RepairApplied,
    CommitmentRequest: CommitmentMade,
    SubjectKeyRequest: SubjectKeyEnrolled,
    SubjectKeyEndRequest: SubjectKeyEnded,
}
DAYS = {
    ReplyRequest: "received_on",
    WaiverRequest: "waived_on",
    CaseRequest: "filed_on",
    EscalationRequest: "escalated_on",
    CorrectionRequest: "stated_on",
    RepairRequest: "filed_on",
    CommitmentRequest: "made_on",
}


@dataclass
class RawLog:
    """A log that takes whatever is signed.

    Attributes:
        log: The log.
        withheld: Positions that the presentation leaves out.
        jtis: Statement ids by position.
    """

    log: SampleLog = field(default_factory=SampleLog)
    withheld: set[int] = field(default_factory=set)
    jtis: list[str] = field(default_factory=list)

    def on(self, day: str, hour: int = 10, minute: int = 0) -> None:
        """Go to an hour of a day in Shanghai."""
        self.log.time_ms = start_of_day_ms(date.fromisoformat(day)) + (hour * 60 + minute) * 60_000

    @property
    def today(self) -> str:
        return datetime.fromtimestamp(self.log.time_ms / 1000, SHANGHAI).date().isoformat()

    def record(self, event: Event, key: str, *, digests: int | None = None, iss: str | None = None) -> int:
        """Sign an event and record it; give its position."""
        name = event.TOPIC.split(":")[2]
        count = (event.DIGESTS or 0) if digests is None else digests
        statement = self.log.statement(
            name, iss or HOLDERS[key], key, event.plain_claims(), event.disclosed, count, jti=self._jti()
        )
        tags = tags_of(event, iss="", jti="")
        spines = 1 if isinstance(event, SubjectErased) else len(tags.spines)
        return self.log.add(statement, tags.open, hidden=spines + (tags.sealed is not None))

    def _jti(self) -> str:
        self.jtis.append(self.log.next_jti())
        return self.jtis[-1]

    def raw(
        self, kind: type[Event], key: str, disclosed: Mapping[str, Scalar], open_tags: list[str], **plain: Any
    ) -> int:
        """Record disclosures that no event may have."""
        name, count = kind.TOPIC.split(":")[2], kind.DIGESTS or 0
        statement = self.log.statement(name, HOLDERS[key], key, plain, disclosed, count, jti=self._jti())
        return self.log.add(statement, open_tags, hidden=1)

    def by(self, key: str, kind: type[Event], disclosed: Mapping[str, Scalar] | None = None, /, **plain: Any) -> int:
        """Record an event about the company."""
        return self.record(kind.from_claims(plain, {**COMPANY_WHO, **(disclosed or {})}), key)

    def asked(
        self, kind: type[Event], disclosed: Mapping[str, Scalar], /, *, key: str = "centre", **plain: Any
    ) -> tuple[dict[str, Scalar], Statement]:
        """Sign a request: by the window, or by the company's own key."""
        is_own = key not in HOLDERS
        whole = {**COMPANY_WHO, **(NO_WINDOW if is_own else WINDOW), **disclosed}
        iss = "subject" if is_own else HOLDERS[key]
        return whole, self.log.statement(kind.TOPIC.split(":")[2], iss, key, plain, whole, 16)

    def take_up(self, kind: type[Event], disclosed: Mapping[str, Scalar], statement: Statement, /, **plain: Any) -> int:
        """Record the platform's event around a request."""
        if kind in DAYS:
            plain = {DAYS[kind]: self.today, **plain}
        if kind in {SubjectKeyRequest, SubjectKeyEndRequest}:
            disclosed = {"subject.id": SUBJECT_ID, **disclosed}
        made = {**disclosed, "subject.statement": statement.text()}
        return self.record(TAKEN_UP[kind].from_claims(plain, made), "platform")

    def request(
        self,
        kind: type[Event],
        disclosed: Mapping[str, Scalar],
        /,
        *,
        key: str = "centre",
        taken: Mapping[str, Any] | None = None,
        **plain: Any,
    ) -> int:
        """Sign a request and take it up; `taken` are the claims that the platform adds."""
        whole, statement = self.asked(kind, disclosed, key=key, **plain)
        return self.take_up(kind, whole, statement, **{**plain, **(taken or {})})

    def presentation(self) -> list[bytes]:
        """Everything that was disclosed, but for what is withheld."""
        return [
            strict({"position": position, "disclosures": list(one.disclosures)}).encode() + b"\n"
            for position, one in enumerate(self.log.statements)
            if one.disclosures and position not in self.withheld
        ]

    def opening(self, position: int, *names: str) -> list[str]:
        """Give the disclosures of an entry that have these names."""
        found = {name: encoded for encoded, name, _ in self._opened(position)}
        return [encoded for name, encoded in found.items() if name in names]

    def disclosed(self, position: int) -> dict[str, Any]:
        """Give what an entry disclosed, by name."""
        return {name: value for _, name, value in self._opened(position) if not name.startswith("pad.")}

    def _opened(self, position: int) -> list[tuple[str, str, Any]]:
        texts = self.log.statements[position].disclosures
        parts = [json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))) for text in texts]
        return [(text, name, value) for text, (_, name, value) in zip(texts, parts, strict=True)]

    def judged(self, lines: list[bytes] | None = None, until: str = "1970-01-02") -> Summary:
        """Audit and judge the log, which says no more until a day; by default until its last entry."""
        return judge_log(
            MemorySource(self.log.files()),
            policy_of(self.log),
            self.presentation() if lines is None else lines,
            now_s=end_of_day_ms(date.fromisoformat(until)) // 1000,
            keep_all=True,
            progress=lambda done, total: None,
        ).summary

    def broken(self, until: str = "1970-01-02") -> list[tuple[int, str, str]]:
        """Position, rule and code of everything broken."""
        judgments = self.judged(until=until).judgments
        return [(one.position, one.rule, one.code) for one in judgments if one.verdict == "broken"]

    def verdicts(self, position: int, lines: list[bytes] | None = None) -> list[tuple[str, str]]:
        """Verdict and code of all that is said of one entry."""
        return [(one.verdict, one.code) for one in self.judged(lines).judgments if one.position == position]


def found(log: RawLog, position: int) -> tuple[str, str]:
    """Rule and code of the one thing broken, which must stand at the position."""
    ((at, rule, code),) = log.broken()
    assert at == position
    return rule, code


def codes(judgments: tuple[Judgment, ...], verdict: str = "broken") -> list[str]:
    """The codes of one verdict, in order."""
    return [one.code for one in judgments if one.verdict == verdict]


def line(position: int, *disclosures: str) -> bytes:
    """One line of a presentation."""
    return json.dumps({"position": position, "disclosures": list(disclosures)}).encode()
