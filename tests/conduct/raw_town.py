"""A town whose log is written past every service: its institutions, its company, and what they do."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from domain.agency.events import AgencyEnrolled
from domain.calendar.pack import CALENDAR_PACK
from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided
from domain.catalogue.events import CatalogueItemPublished
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.disclosure.events import DisclosureMade, RecallOrdered
from domain.event import Event, Scalar
from domain.fact.events import FactRecorded
from domain.listing.events import ListingDecided, ListingPublished, NoticeServed
from domain.measure.events import MeasureApplied
from domain.repair.events import RepairAccepted, RepairGranted, RepairRefused
from domain.request.events import CaseRequest, RepairRequest, SubjectKeyRequest
from domain.revocation.events import DecisionRevoked
from domain.rule.pack import RULE_PACK
from domain.subject.events import SubjectOpened
from tests.conduct.raw_log import HOLDERS, SUBJECT_ID, RawLog
from tests.due_town import COMPANY_WHO, COURT, COURT_LIST, PUBLIC_PENALTY, PURPOSE, RESTRICTION, SERIOUS
from tests.town import BUREAU, BUREAU_NAME, CENTRE, COMPANY, LICENCE_ITEM
from tests.verify.sample_log import kid_of, public_key, url64

LISTING = "0190a5b0-0000-4000-8000-00000000000a"
CASE = "0190a5b0-0000-4000-8000-00000000000c"
EDITION = len(RULE_PACK)


@dataclass
class RawTown(RawLog):
    """A town: what its agencies, its company and the platform do, right or wrong."""

    def penalty(
        self,
        number: int = 1,
        *,
        key: str = "bureau",
        item: str = "xzcf",
        item_version: int = 1,
        decided_on: str = "",
        **changes: Any,
    ) -> int:
        """Record a penalty of the company, decided today or on a given day, for what it did ten days before."""
        decided = decided_on or min(self.today, "2099-12-31")
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

    def notice(
        self,
        fact: int,
        listing: str = LISTING,
        *,
        key: str = "bureau",
        said: Mapping[str, Scalar] | None = None,
        **changes: Any,
    ) -> int:
        """Serve a notice about a penalty, dated today."""
        disclosed = {
            "subject.facts": self.jtis[fact],
            "subject.reason": "未按规定公示年度报告，情节严重",
            "subject.legal_basis": "《市场监督管理严重违法失信名单管理办法》第二条",
            "subject.rights": "有权陈述、申辩，有权要求听证",
            "subject.reply_channel": "滕州市示例审批服务局三楼法规科",
            "subject.measures": "procurement-ban",
            "subject.service_evidence": "送达回证〔2026〕1号",
            **(said or {}),
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

    def repair_granted(self, *facts: int, case: str = CASE, key: str = "bureau") -> int:
        """Grant it, today."""
        said = {"subject.facts": ",".join(sorted(self.jtis[fact] for fact in facts)), "subject.reason": "义务已经履行"}
        return self.by(key, RepairGranted, said, case=case, edition=EDITION, decided_on=self.today)

    def repair_refused(
        self,
        *facts: int,
        case: str = CASE,
        reason: str = "duties_open",
        text: str = "经核查，罚款尚未缴清，履行义务的证明材料不全",
    ) -> int:
        """Refuse it, today."""
        said = {
            "subject.targets": ",".join(sorted(f"fact:{self.jtis[fact]}" for fact in facts)),
            "subject.reason": text,
        }
        plain = {"case": case, "edition": EDITION, "decided_on": self.today, "reason": reason}
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


def measure(town: RawTown, **plain: Any) -> int:
    """Bar the company from public procurement, today."""
    given = {"listing": LISTING, "measure": "procurement-ban", "measure_version": 1, "applied_on": town.today, **plain}
    return town.by("centre", MeasureApplied, {"subject.content": "一年内限制参加政府采购活动"}, **given)
