"""The facts of the year: licences, honours and penalties of invented subjects."""

from datetime import timedelta
from random import Random

from api.demo.year.cast import Cast, who
from api.demo.year.clock import YearClock
from api.demo.year.pen import Pen
from domain.event import Scalar
from domain.time import add_months
from ledger.intake.sample.parties import Party
from ledger.intake.sample_agencies import APPROVAL, CREDIT_CENTRE, MARKET, SampleAgency
from ledger.statement import Statement

_LICENCES = ("食品经营许可", "公共场所卫生许可", "道路货物运输经营许可", "人力资源服务许可")
_ACTS = (
    ("销售超过保质期的食品", "《中华人民共和国食品安全法》第一百二十四条"),
    ("未按规定明码标价", "《中华人民共和国价格法》第四十二条"),
    ("使用未经检定的计量器具", "《中华人民共和国计量法实施细则》第四十三条"),
    ("发布含绝对化用语的广告", "《中华人民共和国广告法》第五十七条"),
)
_FINES_FEN = {"minor": 0, "general": 500_000, "serious": 30_000_000}


class Records:
    """Writes facts, each with a document number of its own."""

    def __init__(self, cast: Cast, pen: Pen, clock: YearClock) -> None:
        """Keep who decides, and when."""
        self._cast = cast
        self._pen = pen
        self._clock = clock
        self._random: Random = cast.random
        self._count = 0

    def licence(self, party: Party) -> Statement:
        """A licence (行政许可), granted today for three years."""
        licence = self._random.choice(_LICENCES)
        today = self._clock.today
        disclosed = {
            **self._common(party, APPROVAL, "许"),
            "subject.document_name": f"{licence}决定书",
            "subject.licence_category": "ordinary",
            "subject.content": f"准予从事{licence}所列项目",
            "subject.valid_from": today.isoformat(),
            "subject.valid_to": add_months(today, 36).isoformat(),
            "subject.status": "valid",
        }
        return self._pen.fact("xk-licence", 48, disclosed, self._cast.clerk(APPROVAL))

    def honour(self, party: Party) -> Statement:
        """An honour (荣誉) of an organisation."""
        disclosed = {
            **self._common(party, CREDIT_CENTRE, "荣"),
            "subject.title": "诚信经营示范单位",
            "subject.content": "经公示无异议，认定为诚信经营示范单位",
        }
        return self._pen.fact("honour", 16, disclosed, self._cast.clerk(CREDIT_CENTRE))

    def penalty(self, party: Party, tier: str, **changes: Scalar) -> Statement:
        """A penalty (行政处罚), decided today for an act of twenty days ago."""
        act, basis = self._random.choice(_ACTS)
        is_fine = tier != "minor"
        disclosed: dict[str, Scalar] = {
            **self._common(party, MARKET, "罚"),
            "subject.document_name": "行政处罚决定书",
            "subject.violation": act,
            "subject.facts": f"经检查，当事人{act}，事实清楚，证据充分",
            "subject.basis": basis,
            "subject.penalty_categories": "fine" if is_fine else "warning",
            "subject.content": f"罚款人民币{_FINES_FEN[tier] // 100}元" if is_fine else "警告",
            "subject.penalty_until": "2099-12-31",
            "subject.tier": tier,
            "subject.tier_basis": "《信用修复管理办法》（国家发展改革委令第36号）",
            "subject.is_summary": False,
            "subject.act_date": (self._clock.today - timedelta(days=20)).isoformat(),
        }
        if is_fine:
            disclosed["subject.fine_fen"] = _FINES_FEN[tier]
        else:
            disclosed["subject.is_remedied"] = False
        return self._pen.fact("cf-penalty", 48, {**disclosed, **changes}, self._cast.clerk(MARKET))

    def late_report(self, party: Party, tier: str) -> Statement:
        """A penalty for not publishing the annual report, on which a listing of abnormal operation rests."""
        act = "未按规定期限公示年度报告"
        return self.penalty(
            party,
            tier,
            **{
                "subject.violation": act,
                "subject.facts": f"经检查，当事人{act}，责令后仍未公示",
                "subject.basis": "《企业信息公示暂行条例》第十七条",
            },
        )

    def correction_of(self, fact: Statement, **changes: Scalar) -> dict[str, Scalar]:
        """Give all fields of a fact anew, some of them changed."""
        return {**fact.disclosed, "subject.fact": fact.jti, **changes}

    def _common(self, party: Party, agency: SampleAgency, mark: str) -> dict[str, Scalar]:
        self._count += 1
        common: dict[str, Scalar] = {
            "subject.name": party.name,
            "subject.kind": party.kind,
            **who(party),
            "subject.document_no": f"{agency.initials}{mark}〔{self._clock.today.year}〕{self._count}号",
            "subject.deciding_body": agency.name,
            "subject.deciding_body_code": agency.code,
            "subject.source_body": agency.name,
            "subject.source_body_code": agency.code,
        }
        if party.kind != "NP":
            common["representative.name"] = party.person
        if party.kind == "SOLE":
            common |= {"representative.identifier_type": "rid", "representative.identifier": party.number}
        return common
