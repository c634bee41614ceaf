"""A small town on the real recorder: agencies, keys, catalogue, and statements that its agencies would send."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from pydantic import SecretStr

from domain.agency.events import AgencyEnrolled
from domain.catalogue.events import CatalogueItemPublished
from domain.event import Event
from domain.key.events import KeyEnrolled
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.service.ceremony import create_ledger
from ledger.service.ledger import Ledger, open_ledger
from ledger.service.outcome import Accepted
from ledger.settings import Settings
from ledger.statement import Statement, build
from ledger.strict_json import JsonValue

ORIGIN = "test.chengjian.example/api"
BUREAU = "11370481FAKE00013Y"
CENTRE = "12370481FAKE00021N"
BUREAU_NAME = "滕州市示例审批服务局"
COMPANY_CODE = "91370481MA3FAKE12D"
COMPANY = "滕州市虚构机床有限公司"
FACT = "urn:chengjian:fact-recorded:v1"

ROOT_KEY, BUREAU_KEY, CENTRE_KEY = (SigningKey.from_seed(bytes([number]) * 32) for number in (11, 12, 13))

LICENCE_ITEM: Mapping[str, Any] = {
    "item": "xzxk",
    "version": 1,
    "name": "行政许可",
    "nature": "licence",
    "is_adverse": False,
    "subject_kinds": ("ENT", "NP", "ORG", "SOLE"),
    "identifier": "any",
    "standard": "xk-2018",
    "disclosure": "public",
    "validity_months": 60,
    "providers": (BUREAU,),
    "issuer_level": "national",
    "legal_basis": "《中华人民共和国行政许可法》第四十条",
    "effective_from": "2020-01-01",
    "digests": 32,
}
PENALTY_ITEM: Mapping[str, Any] = {
    **LICENCE_ITEM,
    "item": "xzcf",
    "name": "行政处罚",
    "nature": "penalty",
    "is_adverse": True,
    "standard": "cf-2018",
    "disclosure": "on_request",
    "validity_months": 36,
    "legal_basis": "《中华人民共和国行政处罚法》第四十八条",
    "digests": 48,
}


@contextmanager
def open_town(dsn: str, home: Path) -> Iterator[Ledger]:
    """Create a ledger with two agencies and two catalogue items, and keep it open."""
    with found_town(Settings(dsn=SecretStr(dsn), home=home)) as ledger:
        yield ledger


@contextmanager
def found_town(settings: Settings) -> Iterator[Ledger]:
    """Create the town in the place that settings name, and keep it open."""
    create_ledger(settings, ROOT_KEY, origin=ORIGIN, jurisdiction="370481", jurisdiction_name="滕州市")
    with open_ledger(settings) as ledger:
        record(ledger, *(root_statement(event) for event in _institutions()))
        centre = f"agency:{CENTRE}"
        record(
            ledger,
            *(
                signed(CatalogueItemPublished.from_claims(dict(item), {}), centre, CENTRE_KEY)
                for item in (LICENCE_ITEM, PENALTY_ITEM)
            ),
        )
        yield ledger


def _institutions() -> list[Event]:
    return [
        AgencyEnrolled(agency=BUREAU, name=BUREAU_NAME, roles=("provider",)),
        AgencyEnrolled(agency=CENTRE, name="滕州市社会信用中心（示例）", roles=("credit_centre",)),
        KeyEnrolled(holder=f"agency:{BUREAU}", kid=BUREAU_KEY.kid, public_key=encode(BUREAU_KEY.public_key)),
        KeyEnrolled(holder=f"agency:{CENTRE}", kid=CENTRE_KEY.kid, public_key=encode(CENTRE_KEY.public_key)),
    ]


def record(ledger: Ledger, *statements: Statement) -> None:
    """Record statements one after the other; each must be accepted."""
    for statement in statements:
        (outcome,) = ledger.submit_many([statement.text])
        if not isinstance(outcome, Accepted):
            raise outcome.error


def root_statement(event: Event) -> Statement:
    return signed(event, "root", ROOT_KEY)


def signed(event: Event, iss: str, key: SigningKey, digests: int = 0) -> Statement:
    return build(
        vct=event.TOPIC,
        iss=iss,
        plain=cast("dict[str, JsonValue]", event.plain_claims()),
        disclosed=event.disclosed,
        digests=digests,
        key=key,
        iat=int(datetime.now(UTC).timestamp()),
    )


def licence(number: int, **changes: Any) -> Statement:
    """A licence of an invented company, signed by the bureau."""
    disclosed: dict[str, Any] = {
        "subject.name": COMPANY,
        "subject.kind": "ENT",
        "subject.identifier_type": "uscc",
        "subject.identifier": COMPANY_CODE,
        "subject.document_name": "准予行政许可决定书",
        "subject.document_no": f"滕审准〔2026〕{number}号",
        "subject.licence_category": "ordinary",
        "subject.content": "准予从事金属切削机床的生产",
        "subject.valid_from": "2026-03-01",
        "subject.valid_to": "2031-02-28",
        "subject.deciding_body": BUREAU_NAME,
        "subject.deciding_body_code": BUREAU,
        "subject.status": "valid",
        "subject.source_body": BUREAU_NAME,
        "subject.source_body_code": BUREAU,
        "representative.name": "张示例",
        **changes,
    }
    plain: dict[str, JsonValue] = {"item": "xzxk", "item_version": 1, "rules": "2026.1", "decided_on": "2026-03-01"}
    return build(
        vct=FACT,
        iss=f"agency:{BUREAU}",
        plain=plain,
        disclosed=disclosed,
        digests=32,
        key=BUREAU_KEY,
        iat=int(datetime.now(UTC).timestamp()),
    )


def licences(count: int, start: int = 1) -> Sequence[Statement]:
    return [licence(number) for number in range(start, start + count)]


def correction(fact: Statement, **changes: Any) -> Statement:
    """A correction of a licence, signed by the bureau: all fields anew, some of them changed."""
    return build(
        vct="urn:chengjian:fact-corrected:v1",
        iss=fact.iss,
        plain={**fact.plain, "reason": "source_error"},
        disclosed={**fact.disclosed, "subject.fact": fact.jti, **changes},
        digests=32,
        key=BUREAU_KEY,
        iat=int(datetime.now(UTC).timestamp()),
    )


def penalty(number: int, **changes: Any) -> Statement:
    """A penalty of the same company: an adverse fact, nothing of which is public."""
    disclosed: dict[str, Any] = {
        "subject.name": COMPANY,
        "subject.kind": "ENT",
        "subject.identifier_type": "uscc",
        "subject.identifier": COMPANY_CODE,
        "subject.document_name": "行政处罚决定书",
        "subject.document_no": f"滕审罚〔2026〕{number}号",
        "subject.violation": "未按规定公示年度报告",
        "subject.facts": "当事人未在规定期限内公示上一年度的年度报告",
        "subject.basis": "《企业信息公示暂行条例》第十七条",
        "subject.penalty_categories": "fine",
        "subject.content": "罚款人民币五千元",
        "subject.fine_fen": 500_000,
        "subject.penalty_until": "2029-02-28",
        "subject.tier": "general",
        "subject.tier_basis": "《信用修复管理办法》第六条",
        "subject.is_summary": False,
        "subject.deciding_body": BUREAU_NAME,
        "subject.deciding_body_code": BUREAU,
        "subject.source_body": BUREAU_NAME,
        "subject.source_body_code": BUREAU,
        "representative.name": "张示例",
        **changes,
    }
    plain: dict[str, JsonValue] = {"item": "xzcf", "item_version": 1, "rules": "2026.1", "decided_on": "2026-03-01"}
    return build(
        vct=FACT,
        iss=f"agency:{BUREAU}",
        plain=plain,
        disclosed=disclosed,
        digests=48,
        key=BUREAU_KEY,
        iat=int(datetime.now(UTC).timestamp()),
    )
