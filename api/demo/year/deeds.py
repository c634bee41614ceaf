"""What bodies and subjects of the year sign besides facts and listings."""

from datetime import date
from random import Random

from api.demo.year.cast import Cast
from api.demo.year.clock import YearClock
from api.demo.year.founding import EDITION
from api.demo.year.listings import COURT_LIST, Listing
from api.demo.year.pen import Pen
from api.demo.year.recipient import taking_recalls
from domain.case.events import CaseAccepted, CaseAnswered, CaseDecided
from domain.commitment.events import CommitmentFulfilled
from domain.disclosure.events import RecallConfirmed
from domain.event import Event, Scalar
from domain.fact.events import FactCorrected
from domain.identifier import Identifier
from domain.listing.events import CourtListMirrored, ListingEnded
from domain.measure.events import MeasureApplied
from domain.repair.events import RepairAccepted, RepairGranted, RepairRefused
from domain.request.events import CaseRequest, CommitmentRequest, CorrectionRequest, RepairRequest, SubjectKeyRequest
from domain.revocation.events import DecisionRevoked
from domain.time import add_months
from ledger.base64url import encode
from ledger.intake.sample.parties import Party
from ledger.intake.sample_agencies import APPROVAL, COURT, CREDIT_CENTRE, MARKET, SampleAgency
from ledger.service.ledger import Ledger
from ledger.service.looks import Look
from ledger.service.recall_addresses import RecallAddresses
from ledger.statement import Statement
from projections.courier import Courier, Waits

Texts = dict[str, Scalar]
_CONTENTS = {
    "procurement-reference": "推送至政府采购平台，供采购人参考",
    "key-supervision": "列为重点监管对象，提高抽查比例和频次",
}


class Deeds:
    """Writes what is signed in the course of the stories."""

    def __init__(self, cast: Cast, pen: Pen, clock: YearClock) -> None:
        """Keep who signs, and when."""
        self._cast, self._pen, self._clock = cast, pen, clock

    def own_key(self, party: Party) -> Statement:
        """Enrol a subject's own key at the window."""
        key = self._cast.own(party).key
        said: Texts = {"subject.kid": key.kid, "subject.public_key": encode(key.public_key)}
        return self._pen.ask(SubjectKeyRequest, party, said)

    def case(self, party: Party, kind: str, said: Texts, *, own: bool = False) -> Statement:
        """File a case."""
        empty: Texts = {"subject.evidence": "", "subject.body": "", "subject.document_no": ""}
        return self._pen.ask(CaseRequest, party, {**empty, **said}, own=own, kind=kind)

    def objection(self, party: Party, fact: str, *, own: bool = False) -> Statement:
        """Object to a fact (异议)."""
        said: Texts = {
            "subject.target_kind": "fact",
            "subject.target": fact,
            "subject.text": "记录的罚款数额与决定书不一致，请予核查",
        }
        return self.case(party, "objection", said, own=own)

    def complaint(self, party: Party) -> Statement:
        """Complain of a body (投诉)."""
        said: Texts = {
            "subject.target_kind": "body",
            "subject.target": MARKET.code,
            "subject.text": "申请材料提交后未当场出具回执",
        }
        return self.case(party, "complaint", said)

    def review(self, party: Party, fact: str) -> Statement:
        """Report a review (复议)."""
        said: Texts = {
            "subject.target_kind": "fact",
            "subject.target": fact,
            "subject.text": "已依法申请行政复议",
            "subject.body": "滕州市示例人民政府",
            "subject.document_no": "滕示复受〔2026〕1号",
        }
        return self.case(party, "review", said)

    def suit(self, party: Party, fact: str) -> Statement:
        """Report a suit (诉讼)."""
        said: Texts = {
            "subject.target_kind": "fact",
            "subject.target": fact,
            "subject.text": "已依法提起行政诉讼",
            "subject.body": COURT.name,
            "subject.document_no": "（2026）示行初2号",
        }
        return self.case(party, "litigation", said)

    def judged(self, party: Party, case: str) -> Statement:
        """A court decides a suit for the subject."""
        said: Texts = {"subject.reason": "原处罚决定主要证据不足，判决予以撤销", "subject.evidence": ""}
        plain = {"case": case, "outcome": "upheld", "decided_on": self._pen.today}
        return self._pen.about(CaseDecided, party, self._cast.clerk(COURT), said, **plain)

    def accepted(self, party: Party, case: str, *, needs_help: bool) -> Statement:
        """Take a case up (受理)."""
        return self._by_centre(CaseAccepted, party, {}, case=case, accepted_on=self._pen.today, needs_help=needs_help)

    def answered(self, party: Party, case: str, finding: str) -> Statement:
        """Say what the body found (核查反馈)."""
        said: Texts = {"subject.reason": "已核对案卷和决定书，核查情况如实反馈", "subject.evidence": ""}
        plain = {"case": case, "finding": finding, "answered_on": self._pen.today}
        return self._pen.about(CaseAnswered, party, self._cast.clerk(MARKET), said, **plain)

    def decided(self, party: Party, case: str, outcome: str) -> Statement:
        """Decide a case (处理决定)."""
        said: Texts = {"subject.reason": "根据来源单位的核查结果和当事人的材料作出处理", "subject.evidence": ""}
        return self._by_centre(CaseDecided, party, said, case=case, outcome=outcome, decided_on=self._pen.today)

    def review_decided(self, party: Party, case: str) -> Statement:
        """Report how a review ended, with evidence."""
        said: Texts = {"subject.reason": "复议机关决定维持原行政处罚决定", "subject.evidence": "A" * 43}
        plain = {"case": case, "outcome": "rejected", "decided_on": self._pen.today}
        return self._pen.about(CaseDecided, party, self._cast.clerk(MARKET), said, **plain)

    def correction_stated(self, party: Party, fact: str) -> Statement:
        """State a correction (改正说明)."""
        said: Texts = {
            "subject.target_kind": "fact",
            "subject.target": fact,
            "subject.text": "已停止违法行为，缴清罚款，并完善了内部管理制度",
            "subject.evidence": "",
        }
        return self._pen.ask(CorrectionRequest, party, said)

    def corrected(self, fact: Statement, content: str) -> Statement:
        """State all fields of a fact anew (更正)."""
        fields = {**fact.disclosed, "subject.fact": fact.jti, "subject.content": content}
        event = FactCorrected.from_claims({**fact.plain, "reason": "source_error"}, fields)
        return self._pen.sign(event, self._cast.clerk(MARKET), 48)

    def application(self, party: Party, targets: str) -> Statement:
        """Apply for repair (信用修复申请)."""
        said: Texts = {
            "subject.targets": targets,
            "subject.text": "已履行处罚决定确定的全部义务，并纠正了违法行为",
            "subject.commitment": "今后依法诚信经营，自觉接受监督",
            "subject.evidence": "",
        }
        return self._pen.ask(RepairRequest, party, said)

    def repair_accepted(self, party: Party, case: str) -> Statement:
        """Take an application up."""
        plain = {"case": case, "accepted_on": self._pen.today}
        return self._pen.about(RepairAccepted, party, self._cast.clerk(MARKET), {}, **plain)

    def granted(self, party: Party, case: str, fact: str, listing: str) -> Statement:
        """Grant repair (准予修复)."""
        said: Texts = {"subject.facts": fact, "subject.reason": "义务已经履行，违法行为已经纠正，符合修复条件"}
        plain = {"case": case, "edition": EDITION, "decided_on": self._pen.today, "listings": [listing]}
        return self._pen.about(RepairGranted, party, self._cast.clerk(MARKET), said, **plain)

    def repair_refused(self, party: Party, case: str, target: str) -> Statement:
        """Refuse repair because of false material (不予修复)."""
        said: Texts = {"subject.targets": target, "subject.reason": "经核查，提交的缴款凭证系伪造，属于提供虚假材料"}
        plain = {"case": case, "edition": EDITION, "decided_on": self._pen.today, "reason": "false_material"}
        return self._pen.about(RepairRefused, party, self._cast.clerk(MARKET), said, **plain)

    def measure(self, party: Party, listing: Listing) -> Statement:
        """Apply a measure (惩戒措施)."""
        said: Texts = {"subject.content": _CONTENTS[listing.measure]}
        return self._by_centre(
            MeasureApplied,
            party,
            said,
            listing=listing.listing,
            measure=listing.measure,
            measure_version=1,
            applied_on=self._pen.today,
        )

    def look(self, ledger: Ledger, party: Party, listing: Listing) -> None:
        """A buyer looks at the file for a purpose: recorded before anything is shown."""
        subject = Identifier("uscc", party.code)
        fields = ["subject.name", "subject.summary"]
        targets = [f"listing:{listing.listing}"]
        ledger.looks.record(Look(subject, APPROVAL.code, "procurement", fields, targets, "示例采购项目资格审查"))

    def jti_at(self, ledger: Ledger, position: int) -> str:
        """Read the id of the statement at a position, as the buyer's board of work shows it."""
        with ledger.pool.connection() as connection, connection.cursor() as cursor:
            return ledger.source.at(cursor, [position], ())[position].jti

    def recall_delivered(self, ledger: Ledger) -> None:
        """The courier brings the buyer what was recalled (召回送达); the set clock stands still, so nothing waits."""
        addresses = RecallAddresses(ledger.settings.layout.recall_addresses)
        waits = Waits(first_s=(0.0, 0.0), chance=Random(0))  # noqa: S311 - chance in a play, not in cryptography
        with taking_recalls() as address:
            addresses.put(APPROVAL.code, address)
            Courier(ledger, waits=waits, clock=self._clock).run_once()
            addresses.remove(APPROVAL.code)

    def recall_confirmed(self, party: Party, recall: str) -> Statement:
        """The buyer confirms that it stopped using what was recalled (召回确认)."""
        said: Texts = {"subject.recall": recall}
        hand = self._cast.clerk(APPROVAL)
        return self._pen.about(RecallConfirmed, party, hand, said, confirmed_on=self._pen.today)

    def revoked(self, party: Party, fact: str, *, own: bool = False) -> Statement:
        """A decision that a court quashed (撤销) is taken back: by the court, or by the body whose own it is."""
        said: Texts = {
            "subject.facts": fact,
            "subject.reason": "人民法院判决撤销原行政处罚决定",
            "subject.document_no": "（2026）示行初1号",
        }
        plain = {"ground": "revoked_by_court", "decided_on": self._pen.today}
        return self._pen.about(DecisionRevoked, party, self._cast.clerk(MARKET if own else COURT), said, **plain)

    def mirrored(self, party: Party, listing: str) -> Statement:
        """The court's own listing (失信被执行人)."""
        is_person, number = party.kind == "NP", party.number
        said: Texts = {
            "subject.masked_identifier": f"{number[:6]}********{number[14:]}" if is_person else "",
            "subject.kind": party.kind,
            "subject.name": party.name,
            "subject.birth_date": f"{party.number[6:10]}-{party.number[10:12]}-{party.number[12:14]}"
            if is_person
            else "",
            "subject.document_no": f"（2025）示执{number[-6:-1]}号",
            "subject.reason": "有履行能力而拒不履行生效法律文书确定义务",
            "subject.duty": "给付货款及迟延履行利息，全部未履行",
        }
        return self._pen.about(
            CourtListMirrored,
            party,
            self._cast.clerk(COURT),
            said,
            listing=listing,
            list=COURT_LIST,
            list_version=1,
            edition=EDITION,
            decided_on=self._pen.today,
            ends_on=add_months(self._clock.today, 24).isoformat(),
        )

    def court_ended(self, party: Party, listing: str) -> Statement:
        """The court ends its listing."""
        said: Texts = {"subject.reason": "全部履行完毕，依法删除失信信息", "subject.document_no": "（2026）示执恢1号"}
        plain = {"listing": listing, "list": COURT_LIST, "ground": "court_order", "decided_on": self._pen.today}
        return self._pen.about(ListingEnded, party, self._cast.clerk(COURT), said, **plain)

    def commitment(
        self, party: Party, fulfil_by: date, to: SampleAgency = APPROVAL, kind: str = "administrative"
    ) -> Statement:
        """Make a commitment (信用承诺)."""
        said: Texts = {
            "subject.text": "承诺在期限内补齐申请材料，所提交材料真实有效",
            "subject.to_body": to.code,
            "subject.fulfil_by": fulfil_by.isoformat(),
        }
        return self._pen.ask(CommitmentRequest, party, said, kind=kind)

    def kept(self, party: Party, commitment: str) -> Statement:
        """Find a commitment kept (履约)."""
        said: Texts = {
            "subject.commitment": commitment,
            "subject.reason": "已在承诺期限内补齐全部材料",
            "subject.evidence": "",
        }
        hand = self._cast.clerk(APPROVAL)
        return self._pen.about(CommitmentFulfilled, party, hand, said, decided_on=self._pen.today)

    def _by_centre(self, kind: type[Event], party: Party, said: Texts, **plain: object) -> Statement:
        return self._pen.about(kind, party, self._cast.clerk(CREDIT_CENTRE), said, **plain)
