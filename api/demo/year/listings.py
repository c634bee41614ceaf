"""The steps of a listing as the year's stories take them."""

from datetime import date
from uuid import UUID

from api.demo.year.cast import Cast, Hand
from api.demo.year.clock import YearClock
from api.demo.year.founding import EDITION
from api.demo.year.pen import Pen
from domain.listing.events import HearingHeld, ListingDecided, ListingEnded, ListingPublished, NoticeServed
from domain.request.events import ReplyRequest, WaiverRequest
from domain.time import add_months
from ledger.intake.sample.parties import Party
from ledger.intake.sample_agencies import CREDIT_CENTRE, MARKET, SampleAgency
from ledger.statement import Statement

SERIOUS, ABNORMAL, MODEL, COURT_LIST = "market-serious", "abnormal-operation", "integrity-model", "court-dishonest"
_REASONS = {
    SERIOUS: "违法行为性质恶劣、情节严重，社会影响较大",
    ABNORMAL: "未按规定期限公示年度报告，经责令后仍未公示",
    MODEL: "连续三年守法诚信经营，示范作用明显",
}
_BASES = {
    SERIOUS: "《市场监督管理严重违法失信名单管理办法》（市场监管总局令第44号）第五条",
    ABNORMAL: "《企业信息公示暂行条例》第十七条",
    MODEL: "国发〔2016〕33号",
}
_ISSUERS = {SERIOUS: MARKET, ABNORMAL: MARKET, MODEL: CREDIT_CENTRE}
_MEASURES = {SERIOUS: "procurement-reference", ABNORMAL: "key-supervision", MODEL: "green-lane"}
_MONTHS = {SERIOUS: 36, ABNORMAL: 12, MODEL: 24}
"""How long a listing lasts; on the list of abnormal operation no longer than general acts (一般) are public."""


class Listing:
    """One listing of the year.

    Attributes:
        listing: Its id.
        facts: What it rests on.
    """

    def __init__(self, cast: Cast, pen: Pen, clock: YearClock, party: Party, list_id: str, tier: str | None) -> None:
        """Give it an id that chance alone decides."""
        self._cast, self._pen, self._clock = cast, pen, clock
        self._party, self._list, self._tier = party, list_id, tier
        self.listing = str(UUID(int=cast.random.getrandbits(128), version=4))
        self.facts: str = ""

    @property
    def agency(self) -> SampleAgency:
        """The body that lists."""
        return _ISSUERS[self._list]

    @property
    def measure(self) -> str:
        """The measure that goes with it."""
        return _MEASURES[self._list]

    @property
    def _clerk(self) -> Hand:
        return self._cast.clerk(self.agency)

    def notice(self, reply_until: date) -> Statement:
        """Serve the notice (告知)."""
        return self._pen.about(
            NoticeServed,
            self._party,
            self._clerk,
            {
                "subject.facts": self.facts,
                "subject.reason": _REASONS[self._list],
                "subject.legal_basis": _BASES[self._list],
                "subject.rights": "有权进行陈述、申辩，有权要求听证",
                "subject.reply_channel": f"{self.agency.name}法规科，当面或者书面提出",
                "subject.measures": self.measure,
                "subject.service_evidence": "送达回证（示例）",
            },
            listing=self.listing,
            list=self._list,
            list_version=1,
            **self._tiered,
            edition=EDITION,
            served_on=self._pen.today,
            service="in_person",
            reply_until=reply_until.isoformat(),
        )

    def reply(self, *, own: bool = False, **plain: str) -> Statement:
        """The subject replies (陈述申辩)."""
        said = {"subject.text": "已停止违法行为并主动整改，请求从轻处理", "subject.evidence": ""}
        return self._pen.ask(ReplyRequest, self._party, dict(said), own=own, listing=self.listing, **plain)

    def waiver(self) -> Statement:
        """The subject waives the rest of his time."""
        return self._pen.ask(WaiverRequest, self._party, {}, listing=self.listing)

    def hearing(self, announced_on: date) -> Statement:
        """A hearing (听证) is held."""
        record = {"subject.record": "听证笔录（示例）", "subject.evidence": ""}
        return self._pen.about(
            HearingHeld,
            self._party,
            self._clerk,
            dict(record),
            listing=self.listing,
            announced_on=announced_on.isoformat(),
            held_on=self._pen.today,
        )

    def decision(self, *, answer: str = "", tier: str | None = None) -> Statement:
        """Decide to list (认定决定), today."""
        tiered = self._tiered if tier is None else {"tier": tier}
        return self._pen.about(
            ListingDecided,
            self._party,
            self._clerk,
            {
                "subject.facts": self.facts,
                "subject.document_no": f"{self.agency.initials}列〔{self._clock.today.year}〕{self.listing[:6]}号",
                "subject.reason": _REASONS[self._list],
                "subject.legal_basis": _BASES[self._list],
                "subject.reply_answer": answer,
                "subject.measures": self.measure,
                "subject.removal_conditions": "履行义务、纠正失信行为并作出信用承诺，最短公示期届满后可以申请修复",
                "subject.remedies": "可以自收到决定之日起六十日内申请行政复议，或者六个月内提起行政诉讼",
            },
            listing=self.listing,
            list=self._list,
            list_version=1,
            **tiered,
            edition=EDITION,
            decided_on=self._pen.today,
            ends_on=add_months(self._clock.today, _MONTHS[self._list]).isoformat(),
        )

    def publication(self, *, by: Hand | None = None, has_repair_notice: bool = True) -> Statement:
        """Serve decision and repair notice together (两书同达); a second person signs."""
        return self._pen.about(
            ListingPublished,
            self._party,
            by or self._cast.colleague(self.agency),
            {
                "subject.masked_identifier": "",
                "subject.kind": self._party.kind,
                "subject.name": self._party.name,
                "subject.summary": _REASONS[self._list],
                "subject.service_evidence": "送达回证（示例）",
            },
            listing=self.listing,
            list=self._list,
            served_on=self._pen.today,
            service="in_person",
            has_repair_notice=has_repair_notice,
        )

    def end(self, ground: str = "conditions_met") -> Statement:
        """End it before its time (移出)."""
        said = {"subject.reason": "移出条件已经成就，经核实予以移出", "subject.document_no": ""}
        return self._pen.about(
            ListingEnded,
            self._party,
            self._clerk,
            dict(said),
            listing=self.listing,
            list=self._list,
            ground=ground,
            decided_on=self._pen.today,
        )

    @property
    def _tiered(self) -> dict[str, str]:
        return {} if self._tier is None else {"tier": self._tier}
