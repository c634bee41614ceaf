"""Every kind of fault that the check of a file can find, each as a row that has it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from random import Random

from domain.identifier import rid
from ledger.intake.sample.codes import organisation_code, person_number, unified_code
from ledger.intake.sample.parties import Party
from ledger.intake.sample.records import make_record
from ledger.intake.sample.table import ErrorValue, Formula, SampleCell, SampleRow
from ledger.intake.sample_agencies import SampleAgency

XK, CF = "xk-2018", "cf-2018"
_DIVISION = "370481"
_ADULT = "19800312"

_COMPANY = Party(
    "ENT",
    "法人及非法人组织",
    "滕州示例错误样本有限公司",
    unified_code("91", _DIVISION, organisation_code("YANGX", 1)),
    "样本望舒",
    person_number(9_000_001, _ADULT),
)
_TRADER = replace(
    _COMPANY,
    kind="SOLE",
    word="个体工商户",
    name="滕州示例错误样本小吃店",
    code=unified_code("92", _DIVISION, organisation_code("YANGX", 2)),
)
_PERSON = Party("NP", "自然人", "样本清和", "", "样本清和", person_number(9_000_002, _ADULT))


class Surroundings:
    """Makes right rows of one standard and agency, each with a document number of its own."""

    def __init__(self, standard: str, agency: SampleAgency) -> None:
        self.standard = standard
        self.agency = agency
        self._numbers = count(90_000)
        self._random = Random(standard)  # noqa: S311 - invented data, no secret

    def row(self, party: Party) -> dict[str, SampleCell]:
        """A right row about a party."""
        record = make_record(self.standard, next(self._numbers), party, self.agency, self._random)
        if party.kind != "NP":
            record |= {"representative.identifier_type": "身份证", "representative.identifier": party.number}
        return dict(record)


Change = Callable[[dict[str, SampleCell]], None]


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault.

    Attributes:
        code: The error code that the check must give.
        standards: Standards in which it can occur.
        party: Whom the row is about.
        change: What makes the right row wrong.
        is_hidden: The row is hidden.
        merged_up: Fields merged with the row above; a right row is put there.
        is_pair: A second row, the same but for what ``change`` does, follows the right one.
    """

    code: str
    standards: tuple[str, ...]
    party: Party
    change: Change
    is_hidden: bool = False
    merged_up: tuple[str, ...] = ()
    is_pair: bool = False

    def rows(self, surroundings: Surroundings) -> list[SampleRow]:
        """The rows that show the fault; the last one has it."""
        right = surroundings.row(self.party)
        if self.is_pair and self.code == "row-discriminator-twice":
            right["subject.row"] = "A1"
        wrong = dict(right)
        self.change(wrong)
        faulty = SampleRow(wrong, self.code, self.is_hidden, self.merged_up)
        if self.merged_up:
            return [SampleRow(surroundings.row(self.party)), faulty]
        return [SampleRow(right), faulty] if self.is_pair else [faulty]


def _set(**cells: SampleCell) -> Change:
    """Put cells into a row; the dot of a field is written as two underscores."""
    return lambda row: row.update({name.replace("__", "."): cell for name, cell in cells.items()})


def _both(code: str, party: Party = _COMPANY, /, **cells: SampleCell) -> Fault:
    return Fault(code, (XK, CF), party, _set(**cells))


def _xk(code: str, party: Party = _COMPANY, /, **cells: SampleCell) -> Fault:
    return Fault(code, (XK,), party, _set(**cells))


def _cf(code: str, party: Party = _COMPANY, /, **cells: SampleCell) -> Fault:
    return Fault(code, (CF,), party, _set(**cells))


def _bend(code: str, place: int) -> str:
    """Another digit at one place of a code."""
    return f"{code[:place]}{(int(code[place]) + 1) % 10}{code[place + 1 :]}"


def _unbalanced(body: str) -> str:
    """A unified code whose 17th character is wrong and whose 18th fits."""
    wrong = "0" if body[8] != "0" else "1"
    return unified_code("91", _DIVISION, body[:8] + wrong)


_NO_CODE: dict[str, SampleCell] = {"file__uscc": ""}
_NOBODY = "11000019000101000"  # a province as a whole and sequence 000: held by nobody, but not marked as invented
_IMPOSSIBLE_PERSON = _NOBODY + rid.check_character(_NOBODY)
_MINOR = person_number(9_000_003, "20150601")

_CODES = (
    _both("number-precision-lost", file__uscc=113704810042342112.0),
    _both("leading-zeros-lost", subject__code_orgcode=12345678),
    _both("codes-disagree", subject__code_orgcode=organisation_code("YANGX", 7)),
    _both("identifier-form", file__uscc=_COMPANY.code[:17]),
    _both("uscc-check", file__uscc=_COMPANY.code[:17] + ("0" if _COMPANY.code[17] != "0" else "1")),
    _both("uscc-organisation-check", file__uscc=_unbalanced(_COMPANY.code[8:17])),
    _both("uscc-department", file__uscc=unified_code("18", _DIVISION, organisation_code("YANGX", 3))),
    _both("organisation-code-check", **_NO_CODE, subject__code_orgcode="YANGX0012"),
    _both("registration-number-check", **_NO_CODE, subject__code_reg="370481200001231"),
    _both("field-identifier", subject__code_inst="ABC"),
    _both("rid-fifteen-digits", _PERSON, subject__identifier="990481800312001"),
    _both("rid-check", _PERSON, subject__identifier=_bend(_PERSON.number, 16)),
    _both("rid-birth-date", _PERSON, subject__identifier=person_number(9_000_004, "19801331")),
    _both("real-person-in-test", _PERSON, subject__identifier=_IMPOSSIBLE_PERSON),
    _both("birth-date-missing", _PERSON, subject__identifier_type="护照号", subject__identifier="TEST12345"),
    _both("birth-date-mismatch", _PERSON, subject__birth_date="1981/03/12"),
    _both("sole-trader-kind", _TRADER, subject__kind="法人及非法人组织"),
    _both("kind-differs", subject__kind="个体工商户"),
    _both("subject-kind", _PERSON, subject__kind="法人及非法人组织"),
    _both("field-not-for-kind", _PERSON, representative__name="样本望舒"),
    _both("source-body-mismatch", subject__source_body="滕州市示例信用中心", subject__source_body_code=_COMPANY.code),
)

_TEXTS = (
    _both("field-missing", subject__name="无"),
    _both("field-choice", subject__kind="外星人"),
    _both("field-too-long", subject__document_no="滕示" + "长" * 130 + "号"),
    _both("field-row", subject__row="A_1"),
    _both("lost-character", subject__name="滕州示例?泰商贸有限公司"),
    _both("private-character", subject__name="滕州示例\ue863泰商贸有限公司"),
    _both("damaged-text", subject__content="锟斤拷锟斤拷"),
    _both("control-character", subject__content="普通货物\x02道路运输"),
    _both("cell-too-long", subject__remark="x" * 32_768),
    _both("prohibited-content", _PERSON, subject__remark="当事人患有乙型肝炎"),
)

_DATES = (
    _both("date-unreadable", decided_on="三月初"),
    _both("date-ambiguous", decided_on="01/02/2026"),
    _both("date-impossible", decided_on="2026/02/30"),
    _both("date-out-of-range", decided_on="1826/03/01"),
    _both("date-never-ends", decided_on="长期"),
    _both("date-order", decided_on="2098/01/01"),
)

_WORKBOOK = (
    _both("code-not-whole", subject__document_no=date(2026, 3, 12)),
    _both("cell-error", subject__content=ErrorValue("#REF!")),
    _both("formula-without-value", subject__document_no=Formula('="滕示"&"1号"')),
    Fault("hidden-row", (XK, CF), _COMPANY, _set(), is_hidden=True),
    Fault("merged-cell", (XK, CF), _COMPANY, _set(), merged_up=("subject.deciding_body",)),
)

_PAIRS = (
    Fault("row-twice", (XK, CF), _COMPANY, _set(), is_pair=True),
    Fault("document-date-differs", (XK,), _COMPANY, _set(decided_on="2026/03/03"), is_pair=True),
    Fault("document-date-differs", (CF,), _COMPANY, _set(decided_on="2026/10/08"), is_pair=True),
    Fault("row-discriminator-twice", (XK, CF), _COMPANY, _set(subject__remark="第二项"), is_pair=True),
)

_AMOUNTS = (
    _cf("money-unreadable", subject__fine_fen="五千元"),
    _cf("money-negative", subject__fine_fen=-0.5),
    _cf("money-below-fen", subject__fine_fen="0.00000015"),
    _cf("money-too-large", subject__fine_fen="99999999999999"),
    _cf(
        "money-unit-suspect",
        subject__fine_fen="5000",
        subject__content="罚款人民币5000元",
        subject__penalty_categories="罚款",
    ),
)

_DECISIONS = (
    _xk("subject-not-of-full-capacity", _PERSON, subject__identifier=_MINOR),
    _both("representative-is-minor", representative__identifier=_MINOR),
    _xk("field-condition", subject__licence_category="其他"),
    _cf("field-condition", subject__penalty_categories="罚款、没收违法所得", subject__confiscated_fen=""),
    _cf("flag-unreadable", subject__is_summary="也许"),
    _cf("minor-at-act", _PERSON, subject__identifier=_MINOR),
    _cf("act-date-missing", _PERSON, subject__act_date=""),
    _cf("retention-ended", decided_on="2018/06/01", subject__act_date="2018/05/01"),
    _cf("detention-refused", subject__penalty_categories="行政拘留", subject__fine_fen=""),
    _cf("public-security-refused", subject__basis="《中华人民共和国治安管理处罚法》第二十六条"),
    _cf("summary-procedure-excluded", subject__is_summary="是"),
    _cf("minor-remedied-excluded", subject__tier="轻微", subject__is_remedied="是"),
    _cf("tier-too-high", subject__penalty_categories="警告", subject__fine_fen="", subject__tier="一般"),
)

FAULTS: tuple[Fault, ...] = (*_CODES, *_TEXTS, *_DATES, *_WORKBOOK, *_PAIRS, *_AMOUNTS, *_DECISIONS)
