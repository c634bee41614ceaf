"""Reference facts for the benches: statements signed beforehand, the same for the same seed.

The reference fact has 12 disclosed fields and one in five is about a subject not seen before. Thirty fields and
all-new subjects are made by the same function.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from domain.fact.events import FactRecorded
from domain.rules import RULE_BOOK
from ledger.crypto.keys import SigningKey
from ledger.intake.sample.codes import organisation_code, person_number, unified_code
from ledger.intake.sample.records import LAST_DAY
from ledger.intake.sample_agencies import APPROVAL, SampleAgency
from ledger.statement import build

REFERENCE_FIELDS = 12
WIDE_FIELDS = 30
_DIVISION = "370481"
_BORN = "19800312"

Fields = dict[str, str | int | bool]


@dataclass(frozen=True, slots=True)
class Signing:
    """Who signs reference facts, and under what.

    Attributes:
        key: The agency's key, enrolled in the ledger under test.
        item: Catalogue item: of standard ``basic`` for 12 fields, ``xk-2018`` for 30; its provider is ``agency``.
        item_version: Its version.
        digests: Its number of digests.
        agency: The body that decides and provides.
    """

    key: SigningKey
    item: str
    item_version: int = 1
    digests: int = 16
    agency: SampleAgency = APPROVAL


def reference_facts(
    n: int, seed: int, signing: Signing, *, iat: int, new_every: int = 5, fields: int = REFERENCE_FIELDS, first: int = 0
) -> Iterator[str]:
    """Sign reference facts.

    Args:
        n: How many.
        seed: The same seed gives the same bytes, ids and salts included: sent again they are known.
        signing: Who signs.
        iat: Seconds since the epoch that they claim to be signed at.
        new_every: One fact in so many is about a new subject; 1 for all new.
        fields: 12 or 30 disclosed fields.
        first: Number of the first fact; lets several processes share the work without overlapping.

    Yields:
        Statements in their compact serialization.
    """
    random = Random(f"{seed}|{first}")
    for number in range(first, first + n):
        newest = number // new_every
        subject = newest if number % new_every == 0 else random.randrange(newest + 1)
        disclosed = (
            _twelve(number, subject, signing.agency)
            if fields == REFERENCE_FIELDS
            else _thirty(number, subject, signing)
        )
        decided = LAST_DAY - timedelta(days=number % 200)
        yield build(
            vct=FactRecorded.TOPIC,
            iss=f"agency:{signing.agency.code}",
            plain={
                "decided_on": decided.isoformat(),
                "item": signing.item,
                "item_version": signing.item_version,
                "rules": RULE_BOOK,
            },
            disclosed=disclosed,
            digests=signing.digests,
            key=signing.key,
            iat=iat,
            random=random.randbytes,
        ).text


def _party(subject: int) -> Fields:
    return {
        "subject.name": f"滕州示例基准{subject}有限公司",
        "subject.kind": "ENT",
        "subject.identifier_type": "uscc",
        "subject.identifier": unified_code("91", _DIVISION, organisation_code("YAN", subject)),
    }


def _bodies(agency: SampleAgency) -> Fields:
    return {
        "subject.deciding_body": agency.name,
        "subject.deciding_body_code": agency.code,
        "subject.source_body": agency.name,
        "subject.source_body_code": agency.code,
    }


def _twelve(number: int, subject: int, agency: SampleAgency) -> Fields:
    return {
        **_party(subject),
        **_bodies(agency),
        "subject.title": "守合同重信用企业",
        "subject.document_no": f"滕示信〔2026〕{number:08d}号",
        "subject.content": "经申报、审核、公示,认定为守合同重信用企业",
        "subject.valid_to": "2028-12-31",
    }


def _thirty(number: int, subject: int, signing: Signing) -> Fields:
    return {
        **_party(subject),
        **_bodies(signing.agency),
        "subject.code_reg": f"SL{subject:010d}",
        "subject.code_orgcode": organisation_code("YAN", subject),
        "subject.code_tax": f"SL{subject:015d}",
        "subject.code_inst": f"{subject:012d}",
        "subject.code_social": f"SL-{subject:010d}",
        "representative.name": "样本望舒",
        "representative.identifier_type": "rid",
        "representative.identifier": person_number(subject % 10**7, _BORN),
        "representative.birth_date": "1980-03-12",
        "subject.document_name": "道路货物运输经营许可决定书",
        "subject.document_no": f"滕示审许〔2026〕{number:08d}号",
        "subject.licence_category": "ordinary",
        "subject.category_note": "普通货物",
        "subject.certificate_name": "道路运输经营许可证",
        "subject.certificate_no": f"SL37042026{number:08d}",
        "subject.content": "普通货物道路运输,货物专用运输(冷藏保鲜)",
        "subject.valid_from": "2026-04-01",
        "subject.valid_to": "2030-03-31",
        "subject.status": "valid",
        "subject.row": "1",
        "subject.act_date": "2026-03-01",
        "subject.remark": "基准测试数据,全部为虚构",
    }
