"""Invented records: one row of a 双公示 file as a mapping of fields to what stands in the file."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from domain.standard import Standard
from ledger.intake.sample.parties import Party, make_party
from ledger.intake.sample_agencies import SampleAgency

Record = dict[str, str]

LAST_DAY = date(2026, 10, 30)
_DAYS = 205  # back to 2026-04-08, so that every decision falls under 信用修复管理办法 (令第36号)
_LONG_TERM = "2099/12/31"
_NEW_SUBJECT, _WITH_NUMBER, _WITHOUT_END = 0.2, 0.5, 0.1
_SECOND_RESULT = 97  # every so many rows a document has a second result
_SERIOUS_YUAN = 10_000

_LICENCES = (
    ("食品经营许可决定书", "核准", "食品经营许可证", "预包装食品销售(含冷藏冷冻食品)"),
    ("公共场所卫生许可决定书", "普通", "公共场所卫生许可证", "美容美发场所经营"),
    ("道路货物运输经营许可决定书", "普通", "道路运输经营许可证", "普通货物道路运输"),
    ("人力资源服务许可决定书", "普通", "人力资源服务许可证", "职业中介、劳务派遣咨询"),
    ("建筑业企业资质核准决定书", "认可", "建筑业企业资质证书", "建筑装修装饰工程专业承包二级"),
    ("特种设备使用登记决定书", "登记", "特种设备使用登记证", "场内专用机动车辆使用登记"),
    ("城镇污水排入排水管网许可决定书", "普通", "排水许可证", "经营活动产生的污水排入城镇排水管网"),
)
_PERSONAL_LICENCES = (
    ("道路运输从业资格决定书", "认可", "道路运输从业资格证", "经营性道路旅客运输驾驶"),
    ("特种作业操作资格决定书", "认可", "特种作业操作证", "低压电工作业"),
)
_PENALTIES = (
    (
        "销售超过保质期的食品",
        "经检查,当事人货架上有超过保质期的食品待售",
        "《中华人民共和国食品安全法》第一百二十四条",
        "罚款",
        5000,
    ),
    (
        "未按规定公示收费标准",
        "经检查,当事人经营场所未标明服务项目和收费标准",
        "《中华人民共和国价格法》第四十二条",
        "警告、罚款",
        2000,
    ),
    (
        "使用未经检定的计量器具",
        "经检查,当事人在用电子秤未申请强制检定",
        "《中华人民共和国计量法实施细则》第四十三条",
        "罚款",
        1000,
    ),
    ("广告使用绝对化用语", "当事人在店内海报使用“最佳”等用语", "《中华人民共和国广告法》第五十七条", "罚款", 12500),
    (
        "未建立进货查验记录",
        "经检查,当事人不能提供当月进货查验记录",
        "《中华人民共和国食品安全法》第一百二十六条",
        "警告",
        0,
    ),
)


def columns_of(standard: Standard) -> list[str]:
    """Names of the fields that a sample of this standard has columns for, in the order of the standard."""
    return [field.name for field in standard.fields if field.name not in _LEFT_OUT[standard.id]]


_LEFT_OUT: Mapping[str, frozenset[str]] = {
    "xk-2018": frozenset(
        [
            "subject.row",
            "subject.birth_date",
            "representative.birth_date",
            "subject.act_date",
            "subject.act_end_date",
            "subject.category_note",
        ]
    ),
    "cf-2018": frozenset(
        [
            "subject.row",
            "subject.birth_date",
            "representative.birth_date",
            "subject.act_end_date",
            "subject.category_note",
            "subject.document_name",
            "file.penalty_category_2",
        ]
    ),
}

SAMPLE_STANDARDS: tuple[str, ...] = tuple(_LEFT_OUT)


def make_records(standard: str, agency: SampleAgency, rows: int, seed: int) -> Iterator[Record]:
    """Invent rows that are right in every respect; about one in five is about a subject not seen before.

    Args:
        standard: ``xk-2018`` or ``cf-2018``.
        agency: Decides and provides all of them.
        rows: How many.
        seed: The same seed gives the same rows.
    """
    random = Random(f"{standard}|{agency.code}|{seed}")  # noqa: S311 - invented data, no secret
    offset = random.randrange(1000) * 900
    parties: list[Party] = []
    record: Record = {}
    for number in range(rows):
        if record and number % _SECOND_RESULT == _SECOND_RESULT - 1:
            record = _second_result(record, standard, number)
            yield dict(record)
            continue
        if not parties or random.random() < _NEW_SUBJECT:
            party = make_party(offset + len(parties), len(parties) + 1, random)
            parties.append(party)
        else:
            party = random.choice(parties)
        record = make_record(standard, number, party, agency, random)
        yield dict(record)


def make_record(standard: str, number: int, party: Party, agency: SampleAgency, random: Random) -> Record:
    """Invent one right row about a party; the number makes its document number."""
    return _MAKERS[standard](number, party, agency, random)


def _licence(number: int, party: Party, agency: SampleAgency, random: Random) -> Record:
    decided = LAST_DAY - timedelta(days=random.randrange(_DAYS))
    name, category, certificate, content = random.choice(_PERSONAL_LICENCES if party.kind == "NP" else _LICENCES)
    ends = (
        _LONG_TERM
        if random.random() < _WITHOUT_END
        else _spell(date(decided.year + 5, decided.month, min(decided.day, 28)))
    )
    return {
        **_party_cells(party, random),
        "subject.document_name": name,
        "subject.document_no": f"{agency.series}〔{decided.year}〕{number + 1:05d}号",
        "subject.licence_category": category,
        "subject.certificate_name": certificate,
        "subject.certificate_no": f"SL3704{decided.year}{number + 1:06d}",
        "subject.content": content,
        "decided_on": _spell(decided),
        "subject.valid_from": _spell(decided),
        "subject.valid_to": ends,
        **_body_cells(agency),
        "subject.status": "有效",
    }


def _penalty(number: int, party: Party, agency: SampleAgency, random: Random) -> Record:
    decided = LAST_DAY - timedelta(days=random.randrange(_DAYS))
    violation, facts, basis, categories, yuan = random.choice(_PENALTIES)
    tier = "严重" if yuan >= _SERIOUS_YUAN else "一般" if yuan else "轻微"
    content = "警告" if "警告" in categories else ""
    if yuan:
        content = f"{content};罚款人民币{yuan}元" if content else f"罚款人民币{yuan}元"
    return {
        **_party_cells(party, random),
        "subject.document_no": f"{agency.series}〔{decided.year}〕{number + 1:05d}号",
        "subject.violation": violation,
        "subject.facts": facts,
        "subject.basis": basis,
        "subject.penalty_categories": categories,
        "subject.content": content,
        "subject.fine_fen": _wan_yuan(yuan) if yuan else "",
        "decided_on": _spell(decided),
        "subject.penalty_until": _LONG_TERM if tier == "严重" else _spell(decided + timedelta(days=365)),
        **_body_cells(agency),
        "subject.act_date": _spell(decided - timedelta(days=random.randrange(10, 60))),
        "subject.tier": tier,
        "subject.tier_basis": "《信用修复管理办法》(国家发展改革委令第36号)第六条",
        "subject.is_summary": "否",
        "subject.is_remedied": "是" if yuan else "否",
    }


_MAKERS = {"xk-2018": _licence, "cf-2018": _penalty}


def _party_cells(party: Party, random: Random) -> Record:
    if party.kind == "NP":
        return {
            "subject.name": party.name,
            "subject.kind": party.word,
            "subject.identifier_type": "身份证",
            "subject.identifier": party.number,
        }
    cells = {
        "subject.name": party.name,
        "subject.kind": party.word,
        "file.uscc": party.code,
        "representative.name": party.person,
    }
    if party.kind == "SOLE" or random.random() < _WITH_NUMBER:
        cells |= {"representative.identifier_type": "身份证", "representative.identifier": party.number}
    return cells


def _body_cells(agency: SampleAgency) -> Record:
    return {
        "subject.deciding_body": agency.name,
        "subject.deciding_body_code": agency.code,
        "subject.source_body": agency.name,
        "subject.source_body_code": agency.code,
    }


def _second_result(record: Record, standard: str, number: int) -> Record:
    """A further result of the same document for the same subject."""
    if standard == "xk-2018":
        return {**record, "subject.certificate_no": f"{record['subject.certificate_no'][:-6]}{number + 1:06d}"}
    return {**record, "subject.remark": "同一决定书的第二项处罚"}


def _wan_yuan(yuan: int) -> str:
    """Yuan in 万元, as a person writes it."""
    return f"{yuan // 10_000}.{yuan % 10_000:04d}".rstrip("0").rstrip(".")


def _spell(day: date) -> str:
    return f"{day:%Y/%m/%d}"
