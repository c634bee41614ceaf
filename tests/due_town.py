"""The small town with its due process: a clock that tests set, rules, lists, measures, and who signs what."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

from pydantic import SecretStr

from domain.agency.events import AgencyEnrolled
from domain.calendar.pack import CALENDAR_PACK
from domain.catalogue.events import CatalogueItemPublished
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.event import Event, Scalar
from domain.key.events import KeyEnrolled
from domain.rule.pack import RULE_PACK
from domain.time import SHANGHAI
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.service.ceremony import create_ledger
from ledger.service.ledger import Ledger, open_ledger
from ledger.service.outcome import Accepted, Refused
from ledger.service.receipts import Receipt
from ledger.settings import Settings
from ledger.statement import Statement, build
from ledger.strict_json import JsonValue
from tests.town import (
    BUREAU,
    BUREAU_KEY,
    BUREAU_NAME,
    CENTRE,
    CENTRE_KEY,
    COMPANY,
    COMPANY_CODE,
    LICENCE_ITEM,
    ORIGIN,
    PENALTY_ITEM,
    ROOT_KEY,
)

COURT = "11370481FAKE00048H"
SECOND_KEY, COURT_KEY, OWN_KEY = (SigningKey.from_seed(bytes([number]) * 32) for number in (14, 15, 16))
PERSON = {"subject.identifier_type": "rid", "subject.identifier": "990000199001011239"}
COMPANY_WHO = {"subject.identifier_type": "uscc", "subject.identifier": COMPANY_CODE}
WINDOW = {
    "subject.identity_evidence": "营业执照原件",
    "subject.clerk": "窗口 3 号",
    "subject.delegate": "李示例",
    "subject.delegation": "授权委托书〔2026〕1号",
}
NO_WINDOW = dict.fromkeys(WINDOW, "")

PUBLIC_PENALTY = {**PENALTY_ITEM, "disclosure": "public"}
SERIOUS = {
    "list": "market-serious",
    "version": 1,
    "name": "市场监督管理严重违法失信名单",
    "is_positive": False,
    "tier": "serious",
    "items": ("xzcf",),
    "subject_kinds": ("ENT", "ORG"),
    "issuers": (BUREAU,),
    "term_months": 36,
    "reply_days": 5,
    "is_public": True,
    "names_persons": False,
    "issuer_level": "national",
    "legal_basis": "《市场监督管理严重违法失信名单管理办法》（市场监管总局令第44号）",
    "effective_from": "2021-09-01",
}
OF_TIER = {"serious": 1, "general": 2}
"""The version of the list that is for acts of a tier; ``DueTown.open_list`` publishes the second."""
COURT_LIST = {
    **SERIOUS,
    "list": "court-defaulters",
    "name": "失信被执行人名单",
    "subject_kinds": ("ENT", "NP", "ORG", "SOLE"),
    "issuers": (COURT,),
    "names_persons": True,
    "legal_basis": "《最高人民法院关于公布失信被执行人名单信息的若干规定》（法释〔2017〕7号）",
}
RESTRICTION = {
    "measure": "procurement-ban",
    "version": 1,
    "name": "限制参加政府采购活动",
    "is_incentive": False,
    "lists": ("market-serious",),
    "issuers": (CENTRE,),
    "issuer_level": "national",
    "legal_basis": "《中华人民共和国政府采购法》第七十七条",
    "effective_from": "2021-01-01",
}
PURPOSE = {
    "purpose": "procurement",
    "version": 1,
    "name": "政府采购资格审查",
    "readers": (BUREAU, CENTRE),
    "issuer_level": "national",
    "legal_basis": "《中华人民共和国政府采购法》第二十二条",
    "effective_from": "2021-01-01",
}


class TownClock:
    """An instant that only tests move."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def on(self, day: str, hour: int = 10, minute: int = 0) -> None:
        """Go to an hour of a day in Shanghai."""
        start = datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=SHANGHAI)
        self.now = (start + timedelta(hours=hour, minutes=minute)).astimezone(UTC)

    @property
    def today(self) -> str:
        return self.now.astimezone(SHANGHAI).date().isoformat()


@dataclass
class DueTown:
    """An open ledger, its clock, and what was published."""

    ledger: Ledger
    clock: TownClock
    settings: Settings
    edition: int = field(default=len(RULE_PACK))

    def statement(
        self, event: Event, key: SigningKey = BUREAU_KEY, iss: str = f"agency:{BUREAU}", digests: int | None = None
    ) -> Statement:
        """Sign an event or a request at the town's present instant."""
        return build(
            vct=event.TOPIC,
            iss=iss,
            plain=cast("dict[str, JsonValue]", event.plain_claims()),
            disclosed=event.disclosed,
            digests=(event.DIGESTS or 0) if digests is None else digests,
            key=key,
            iat=int(self.clock.now.timestamp()),
        )

    def send(self, statement: Statement) -> Receipt:
        """Record a statement; it must be accepted."""
        (outcome,) = self.ledger.submit_many([statement.text])
        if isinstance(outcome, Refused):
            raise outcome.error
        return outcome.receipt

    def refused(self, statement: Statement) -> str:
        """Send a statement that must be refused, and give the code."""
        (outcome,) = self.ledger.submit_many([statement.text])
        assert not isinstance(outcome, Accepted)
        return str(getattr(outcome.error, "code", outcome.error))

    def open_list(self, tier: str) -> None:
        """Have the list be one for acts of a tier from today on."""
        if tier != SERIOUS["tier"]:
            claims = {**SERIOUS, "version": OF_TIER[tier], "tier": tier, "effective_from": self.clock.today}
            self.send(self.statement(ListDefined.from_claims(claims, {}), CENTRE_KEY, f"agency:{CENTRE}"))

    def as_bureau(self, event: type[Event], disclosed: Mapping[str, Scalar], /, **plain: Any) -> Statement:
        return self.statement(event.from_claims(plain, {**COMPANY_WHO, **disclosed}))

    def as_second(self, event: type[Event], disclosed: Mapping[str, Scalar], /, **plain: Any) -> Statement:
        return self.statement(event.from_claims(plain, {**COMPANY_WHO, **disclosed}), SECOND_KEY)

    def as_centre(self, event: type[Event], disclosed: Mapping[str, Scalar], /, **plain: Any) -> Statement:
        made = event.from_claims(plain, {**COMPANY_WHO, **disclosed})
        return self.statement(made, CENTRE_KEY, f"agency:{CENTRE}")

    def as_window(self, event: type[Event], disclosed: Mapping[str, Scalar], /, **plain: Any) -> Statement:
        made = event.from_claims(plain, {**COMPANY_WHO, **WINDOW, **disclosed})
        return self.statement(made, CENTRE_KEY, f"agency:{CENTRE}")

    def as_company(self, event: type[Event], disclosed: Mapping[str, Scalar], /, **plain: Any) -> Statement:
        made = event.from_claims(plain, {**COMPANY_WHO, **NO_WINDOW, **disclosed})
        return self.statement(made, OWN_KEY, "subject")

    def penalty(self, number: int, *, tier: str = "serious", decided_on: str = "", **changes: Any) -> Statement:
        """A penalty of the company, decided today or on a given day, for what it did ten days before."""
        decided = date.fromisoformat(decided_on or self.clock.today)
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
            "subject.tier": tier,
            "subject.tier_basis": "《信用修复管理办法》第六条",
            "subject.is_summary": False,
            "subject.act_date": (decided - timedelta(days=10)).isoformat(),
            "subject.deciding_body": BUREAU_NAME,
            "subject.deciding_body_code": BUREAU,
            "subject.source_body": BUREAU_NAME,
            "subject.source_body_code": BUREAU,
            "representative.name": "张示例",
            **changes,
        }
        kept = {name: value for name, value in disclosed.items() if value is not None}
        return build(
            vct="urn:chengjian:fact-recorded:v1",
            iss=f"agency:{BUREAU}",
            plain={"item": "xzcf", "item_version": 1, "rules": "2026.1", "decided_on": decided.isoformat()},
            disclosed=kept,
            digests=48,
            key=BUREAU_KEY,
            iat=int(self.clock.now.timestamp()),
        )


def new_id() -> str:
    """A fresh id of a listing."""
    return str(uuid4())


@contextmanager
def open_due_town(dsn: str, home: Path, day: str = "2026-04-20") -> Iterator[DueTown]:
    """Found the town at ten o'clock of a day in Shanghai, with the shipped rules and calendars."""
    settings = Settings(dsn=SecretStr(dsn), home=home)
    clock = TownClock(datetime.now(UTC))
    clock.on(day)
    create_ledger(settings, ROOT_KEY, origin=ORIGIN, jurisdiction="370481", jurisdiction_name="滕州市", clock=clock)
    with open_ledger(settings, clock) as ledger:
        town = DueTown(ledger, clock, settings)
        for event in _institutions():
            town.send(town.statement(event, ROOT_KEY, "root"))
        for event in _published():
            town.send(town.statement(event, CENTRE_KEY, f"agency:{CENTRE}"))
        yield town


def _institutions() -> list[Event]:
    agencies: list[Event] = [
        AgencyEnrolled(agency=BUREAU, name=BUREAU_NAME, roles=("provider",)),
        AgencyEnrolled(agency=CENTRE, name="滕州市社会信用中心（示例）", roles=("credit_centre", "provider")),
        AgencyEnrolled(agency=COURT, name="滕州市示例人民法院", roles=("court",)),
    ]
    holders = ((BUREAU, BUREAU_KEY), (BUREAU, SECOND_KEY), (CENTRE, CENTRE_KEY), (COURT, COURT_KEY))
    return agencies + [
        KeyEnrolled(holder=f"agency:{code}", kid=key.kid, public_key=encode(key.public_key)) for code, key in holders
    ]


def _published() -> list[Event]:
    items = [CatalogueItemPublished.from_claims(dict(item), {}) for item in (LICENCE_ITEM, PUBLIC_PENALTY)]
    return [
        *items,
        *CALENDAR_PACK,
        *RULE_PACK,
        *(ListDefined.from_claims(dict(one), {}) for one in (SERIOUS, COURT_LIST)),
        MeasureDefined.from_claims(dict(RESTRICTION), {}),
        PurposeDefined.from_claims(dict(PURPOSE), {}),
    ]
