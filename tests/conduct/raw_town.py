"""A town whose log is written past every service: whatever a test signs is recorded, right or wrong.

It signs with keys of its own, tags as the domain tags, and imports nothing of the package under test but to judge.
"""

import base64
import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from domain.agency.events import AgencyEnrolled
from domain.calendar.pack import CALENDAR_PACK
from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided, CaseEscalated, CaseFiled, CorrectionStated
from domain.catalogue.events import CatalogueItemPublished
from domain.commitment.events import CommitmentMade
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.disclosure.events import DisclosureMade, RecallOrdered
from domain.event import Event, Scalar
from domain.fact.events import FactRecorded
from domain.listing.events import ListingDecided, ListingPublished, NoticeServed, ReplyReceived, ReplyWaived
from domain.repair.events import RepairAccepted, RepairApplied, RepairGranted, RepairRefused
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
from domain.revocation.events import DecisionRevoked
from domain.rule.pack import RULE_PACK
from domain.subject.events import SubjectErased, SubjectKeyEnded, SubjectKeyEnrolled, SubjectOpened
from domain.tagging import tags_of
from domain.time import SHANGHAI, start_of_day_ms
from tests.due_town import (
    COMPANY_WHO,
    COURT,
    COURT_LIST,
    NO_WINDOW,
    PUBLIC_PENALTY,
    PURPOSE,
    RESTRICTION,
    SERIOUS,
    WINDOW,
)
from tests.town import BUREAU, BUREAU_NAME, CENTRE, COMPANY, LICENCE_ITEM
from tests.verify.audit_logs import MemorySource, policy_of
from tests.verify.sample_log import SampleLog, Statement, kid_of, public_key, strict, url64
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
LISTING = "0190a5b0-0000-4000-8000-00000000000a"
CASE = "0190a5b0-0000-4000-8000-00000000000c"
SUBJECT_ID = "0190a5b0-0000-4000-8000-000000000001"
EDITION = len(RULE_PACK)
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
class RawTown:
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

    def judged(self, lines: list[bytes] | None = None) -> Summary:
        """Audit and judge the log."""
        return judge_log(
            MemorySource(self.log.files()),
            policy_of(self.log),
            self.presentation() if lines is None else lines,
            now_s=0,
            keep_all=True,
            progress=lambda done, total: None,
        ).summary

    def broken(self) -> list[tuple[int, str, str]]:
        """Position, rule and code of everything broken."""
        return [(one.position, one.rule, one.code) for one in self.judged().judgments if one.verdict == "broken"]

    def verdicts(self, position: int, lines: list[bytes] | None = None) -> list[tuple[str, str]]:
        """Verdict and code of all that is said of one entry."""
        return [(one.verdict, one.code) for one in self.judged(lines).judgments if one.position == position]

    def penalty(
        self, number: int = 1, *, key: str = "bureau", item: str = "xzcf", item_version: int = 1, **changes: Any
    ) -> int:
        """Record a penalty of the company, decided today, for what it did ten days before."""
        decided = min(self.today, "2099-12-31")
        plain = {"item": item, "item_version": item_version, "rules": "2026.1", "decided_on": decided}
        disclosed: dict[str, Any] = {
            "subject.name": COMPANY,
            "subject.kind": "ENT",
            **COMPANY_WHO,
            "subject.document_name": "行政处罚决定书",
            "subject.document_no": f"滕审罚〔2026〕{number}号",
            "subject.violation": "未按规定公示年度报告",
            "subject.facts": "当事人未在规定期限内公示上一年度的年度报告",
            "subject.basis": "《企业信息公示暂行条例》第十七条",
            "subject.penalty_categories": "fine",
            "subject.content": "罚款人民币五千元",
            "subject.fine_fen": 500_000,
            "subject.penalty_until": "2099-12-31",
            "subject.tier": "serious",
            "subject.tier_basis": "《信用修复管理办法》第六条",
            "subject.is_summary": False,
            "subject.act_date": (date.fromisoformat(decided) - timedelta(days=10)).isoformat(),
            "subject.deciding_body": BUREAU_NAME,
            "subject.deciding_body_code": BUREAU,
            "subject.source_body": BUREAU_NAME,
            "subject.source_body_code": BUREAU,
            "representative.name": "张示例",
            **{f"subject.{name}": value for name, value in changes.items()},
        }
        kept = {name: value for name, value in disclosed.items() if value is not None}
        return self.record(FactRecorded.from_claims(plain, kept), key, digests=48)

    def notice(self, fact: int, listing: str = LISTING, *, key: str = "bureau", **changes: Any) -> int:
        """Serve a notice about a penalty, dated today."""
        disclosed = {
            "subject.facts": self.jtis[fact],
            "subject.reason": "未按规定公示年度报告，情节严重",
            "subject.legal_basis": "《市场监督管理严重违法失信名单管理办法》第二条",
            "subject.rights": "有权陈述、申辩，有权要求听证",
            "subject.reply_channel": "滕州市示例审批服务局三楼法规科",
            "subject.measures": "procurement-ban",
            "subject.service_evidence": "送达回证〔2026〕1号",
        }
        plain = {
            "listing": listing,
            "list": "market-serious",
            "list_version": 1,
            "tier": "serious",
            "edition": EDITION,
            "served_on": self.today,
            "service": "in_person",
            "reply_until": "2026-05-06",
        }
        return self.by(key, NoticeServed, disclosed, **{**plain, **changes})

    def decision(
        self, fact: int, listing: str = LISTING, *, said: Mapping[str, Scalar] | None = None, **changes: Any
    ) -> int:
        """Decide to list, today."""
        disclosed = {
            "subject.facts": self.jtis[fact],
            "subject.document_no": "滕审列〔2026〕1号",
            "subject.reason": "未按规定公示年度报告，情节严重",
            "subject.legal_basis": "《市场监督管理严重违法失信名单管理办法》第二条",
            "subject.reply_answer": "",
            "subject.measures": "procurement-ban",
            "subject.removal_conditions": "纠正违法行为、履行义务并作出信用承诺，满一年后可以申请修复",
            "subject.remedies": "可以自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼",
            **(said or {}),
        }
        plain = {
            "listing": listing,
            "list": "market-serious",
            "list_version": 1,
            "tier": "serious",
            "edition": EDITION,
            "decided_on": self.today,
            "ends_on": "2029-04-20",
        }
        return self.by("bureau", ListingDecided, disclosed, **{**plain, **changes})

    def publication(self, listing: str = LISTING, *, key: str = "second", **changes: Any) -> int:
        """Publish a listing, today."""
        disclosed = {
            "subject.masked_identifier": "",
            "subject.kind": "ENT",
            "subject.name": COMPANY,
            "subject.summary": "未按规定公示年度报告，情节严重",
            "subject.service_evidence": "送达回证〔2026〕2号",
        }
        plain = {
            "listing": listing,
            "list": "market-serious",
            "served_on": self.today,
            "service": "in_person",
            "has_repair_notice": True,
        }
        return self.by(key, ListingPublished, disclosed, **{**plain, **changes})

    def listed(self) -> int:
        """Bring the company onto the list until 8 May 2026; give the position of the penalty."""
        fact = self.penalty()
        self.notice(fact)
        self.on("2026-05-07")
        self.decision(fact)
        self.on("2026-05-08")
        self.publication()
        return fact

    def objection(self, fact: int, case: str = CASE, **how: Any) -> int:
        """Object to a fact, today."""
        disclosed = {
            "subject.target_kind": "fact",
            "subject.target": self.jtis[fact],
            "subject.text": "罚款数额有误",
            "subject.evidence": "",
            "subject.body": "",
            "subject.document_no": "",
        }
        taken = {"case": case, "edition": EDITION}
        return self.request(CaseRequest, disclosed, kind="objection", taken=taken, **how)

    def accepted(self, case: str = CASE, *, needs_help: bool = False) -> int:
        """Take a case up, today."""
        return self.by("centre", CaseAccepted, case=case, accepted_on=self.today, needs_help=needs_help)

    def answered(self, case: str = CASE, finding: str = "confirmed") -> int:
        """Answer, today."""
        said = {"subject.reason": "经核查，罚款数额与决定书一致", "subject.evidence": ""}
        return self.by("bureau", CaseAnswered, said, case=case, finding=finding, answered_on=self.today)

    def rejected(self, case: str = CASE) -> int:
        """Reject an objection, today."""
        said = {"subject.reason": "来源单位已核实，异议不成立", "subject.evidence": ""}
        return self.by("centre", CaseDecided, said, case=case, outcome="rejected", decided_on=self.today)

    def repair_of(self, *facts: int, case: str = CASE, **how: Any) -> int:
        """Apply for repair, today."""
        said = {
            "subject.targets": ",".join(sorted(f"fact:{self.jtis[fact]}" for fact in facts)),
            "subject.text": "已补报年报并缴清罚款",
            "subject.commitment": "今后依法按期公示年度报告",
            "subject.evidence": "",
        }
        return self.request(RepairRequest, said, taken={"case": case, "edition": EDITION}, **how)

    def repair_accepted(self, case: str = CASE) -> int:
        """Take the application up, today."""
        return self.by("bureau", RepairAccepted, case=case, accepted_on=self.today)

    def repair_granted(self, *facts: int, case: str = CASE) -> int:
        """Grant it, today."""
        said = {"subject.facts": ",".join(sorted(self.jtis[fact] for fact in facts)), "subject.reason": "义务已经履行"}
        return self.by("bureau", RepairGranted, said, case=case, edition=EDITION, decided_on=self.today)

    def repair_refused(self, *facts: int, case: str = CASE) -> int:
        """Refuse it, today."""
        said = {
            "subject.targets": ",".join(sorted(f"fact:{self.jtis[fact]}" for fact in facts)),
            "subject.reason": "经核查，罚款尚未缴清，履行义务的证明材料不全",
        }
        plain = {"case": case, "edition": EDITION, "decided_on": self.today, "reason": "duties_open"}
        return self.by("bureau", RepairRefused, said, **plain)

    def look(self, *targets: str, **changes: Any) -> int:
        """Record that the centre was shown records."""
        said = {
            "subject.unit": CENTRE,
            "subject.purpose": "procurement",
            "subject.legal_basis": PURPOSE["legal_basis"],
            "subject.fields": "name",
            "subject.targets": ",".join(targets),
            "subject.size": len(targets),
            "subject.request": "GET /api/v1/profile",
            **changes,
        }
        return self.by("platform", DisclosureMade, said, shape=1)

    def recall(self, targets: str, reason: str, *, due_on: str, unit: str = CENTRE) -> int:
        """Order a recall."""
        said = {"subject.targets": targets, "subject.unit": unit, "subject.reason": reason}
        return self.by("platform", RecallOrdered, said, due_on=due_on)

    def revocation(self, fact: int, *, decided_on: str, key: str = "bureau") -> int:
        """Report, today, that the decision behind a fact was revoked."""
        said = {
            "subject.facts": self.jtis[fact],
            "subject.reason": "行政复议决定撤销",
            "subject.document_no": "滕政复决〔2026〕1号",
        }
        return self.by(key, DecisionRevoked, said, ground="revoked_on_review", decided_on=decided_on)


@cache
def _founded() -> RawTown:
    town = RawTown()
    town.on("2026-04-20")
    town.log.open()
    town.jtis.append("genesis")
    for event in _institutions():
        town.record(event, "root")
    for key in ("platform", "bureau", "second", "centre", "court"):
        town.log.enrol_key(HOLDERS[key], key)
        town.jtis.append(key)
    for event in _published():
        town.record(event, "centre")
    opening = {"subject.id": SUBJECT_ID, "subject.kind": "ENT", **COMPANY_WHO}
    secret = {"secret_commitment": url64(bytes(32))}
    town.record(SubjectOpened.from_claims(secret, opening), "platform")
    return town


def founded() -> RawTown:
    """A town with agencies, keys, law, and one company, at ten o'clock of 20 April 2026."""
    return deepcopy(_founded())


def _institutions() -> list[Event]:
    return [
        AgencyEnrolled(agency=BUREAU, name=BUREAU_NAME, roles=("provider",)),
        AgencyEnrolled(agency=CENTRE, name="滕州市社会信用中心（示例）", roles=("credit_centre", "provider")),
        AgencyEnrolled(agency=COURT, name="滕州市示例人民法院", roles=("court",)),
    ]


def _published() -> list[Event]:
    return [
        *(CatalogueItemPublished.from_claims(dict(item), {}) for item in (LICENCE_ITEM, PUBLIC_PENALTY)),
        *CALENDAR_PACK,
        *RULE_PACK,
        *(ListDefined.from_claims(dict(one), {}) for one in (SERIOUS, COURT_LIST)),
        MeasureDefined.from_claims(dict(RESTRICTION), {}),
        PurposeDefined.from_claims(dict(PURPOSE), {}),
    ]


def own_key(town: RawTown, key: str = "own") -> int:
    """Enrol a key of the company's own at the window."""
    said = {"subject.kid": kid_of(key), "subject.public_key": url64(public_key(key))}
    return town.request(SubjectKeyRequest, said)


def codes(judgments: tuple[Judgment, ...], verdict: str = "broken") -> list[str]:
    """The codes of one verdict, in order."""
    return [one.code for one in judgments if one.verdict == verdict]


def line(position: int, *disclosures: str) -> bytes:
    """One line of a presentation."""
    return json.dumps({"position": position, "disclosures": list(disclosures)}).encode()
