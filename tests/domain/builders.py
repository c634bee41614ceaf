"""Plain building blocks: codes that check, states as after a good start, and records that pass."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from domain.agency.state import AgencyState
from domain.catalogue.events import CatalogueItemPublished
from domain.catalogue.state import ItemState, evolve
from domain.claims import encode_key
from domain.fact.events import FactRecorded
from domain.identifier import rid, uscc
from domain.key.state import KeyState
from domain.ledger.state import LedgerState
from domain.rules import RULE_BOOK
from domain.signer import Recorded, Signer
from domain.standard.context import FactContext
from domain.thumbprint import thumbprint

Scalars = dict[str, str | int | bool]

NOW = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 1)
UUID = "0190a5b0-0000-7000-8000-000000000001"


def make_uscc(prefix: str, number: int) -> str:
    """Build a code that checks: two characters, 滕州's division code, a running number."""
    body = f"{prefix}370481{number:08d}"
    body += uscc.organisation_check_character(body[8:16])
    return body + uscc.check_character(body)


def make_rid(born: str, sequence: int = 1, area: str = "990000") -> str:
    """Build an identity number that checks; the area is invented unless given."""
    body = f"{area}{born}{sequence:03d}"
    return body + rid.check_character(body)


def make_key(number: int) -> str:
    """Build the text of a public key; that it is no curve point does not matter to the domain."""
    return encode_key(number.to_bytes(32, "big"))


AGENCY = make_uscc("11", 1)
BODY = make_uscc("11", 2)
CENTRE = make_uscc("12", 3)
COMPANY = make_uscc("91", 10)
SHOP = make_uscc("92", 11)
CHARITY = make_uscc("51", 12)
PERSON = make_rid("19900615")
ADULT = make_rid("19850101", 2)

ROOT_KEY, VRF_KEY, PUBLIC_KEY = make_key(1), make_key(2), make_key(3)
LOG_KEY = "test.chengjian.example/tengzhou+00000000+" + "AQ" + "A" * 42
GENESIS = LedgerState(
    origin="test.chengjian.example/tengzhou",
    environment="test",
    log_key=LOG_KEY,
    root_key=ROOT_KEY,
    vrf_key=VRF_KEY,
    jurisdiction="370481",
    jurisdiction_name="滕州市",
)
PRODUCTION = replace(GENESIS, environment="production")
KID = thumbprint(PUBLIC_KEY)
ROOT_SIGNER = Signer("root", thumbprint(ROOT_KEY))
PLATFORM_SIGNER = Signer("platform", KID)
SIGNER = Signer(f"agency:{AGENCY}", KID)
CENTRE_SIGNER = Signer(f"agency:{CENTRE}", KID)
KEY = KeyState(KID, SIGNER.iss, PUBLIC_KEY, enrolled_at=5)
CENTRE_KEY = KeyState(KID, CENTRE_SIGNER.iss, PUBLIC_KEY, enrolled_at=5)
AGENCY_STATE = AgencyState(AGENCY, "滕州市虚构局", ("provider",), enrolled_at=3)
CENTRE_STATE = AgencyState(CENTRE, "滕州市信用中心", ("credit_centre",), enrolled_at=4)


def recorded(position: int = 9, iss: str = SIGNER.iss, kid: str = KID, jti: str = UUID) -> Recorded:
    """Say that something was recorded."""
    return Recorded(position, 1_780_000_000_000 + position, iss, kid, jti)


def item_claims(**changes: Any) -> dict[str, Any]:
    """Give the plain claims of a penalty item."""
    claims: dict[str, Any] = {
        "item": "cf-market",
        "version": 1,
        "name": "市场监管行政处罚",
        "nature": "penalty",
        "is_adverse": True,
        "subject_kinds": ["ENT", "NP", "ORG", "SOLE"],
        "identifier": "any",
        "standard": "cf-2018",
        "disclosure": "on_request",
        "validity_months": 36,
        "providers": [AGENCY],
        "issuer_level": "national",
        "legal_basis": "《中华人民共和国行政处罚法》第四十八条",
        "effective_from": "2020-01-01",
        "digests": 32,
    }
    claims.update(changes)
    return {name: value for name, value in claims.items() if value is not None}


LICENCE = {"item": "xk-market", "name": "行政许可", "nature": "licence", "is_adverse": False, "standard": "xk-2018"}
HONOUR = {"item": "honour", "name": "荣誉", "nature": "honour", "is_adverse": False, "standard": "basic", "digests": 16}
JUDGMENT = {"item": "judgment", "name": "司法裁判", "nature": "judgment", "standard": "basic"}


def item_state(**changes: Any) -> ItemState:
    """Fold one published version."""
    event = CatalogueItemPublished.from_claims(item_claims(**changes), {})
    return evolve(ItemState(event.item), event, recorded(8, CENTRE_SIGNER.iss))


_COMMON: Scalars = {
    "subject.name": "滕州市虚构机械有限公司",
    "subject.kind": "ENT",
    "subject.identifier_type": "uscc",
    "subject.identifier": COMPANY,
    "subject.deciding_body": "滕州市虚构委员会",
    "subject.deciding_body_code": BODY,
    "subject.source_body": "滕州市虚构局",
    "subject.source_body_code": AGENCY,
}


def penalty(**changes: str | int | bool | None) -> Scalars:
    """Give the disclosures of a penalty that passes; names may leave out ``subject.``."""
    return _changed(
        {
            **_COMMON,
            "subject.document_no": "滕市监处罚〔2026〕12号",
            "subject.violation": "未按规定明码标价",
            "subject.facts": "当事人销售商品未标明价格。",
            "subject.basis": "《中华人民共和国价格法》第四十二条",
            "subject.penalty_categories": "fine",
            "subject.content": "罚款人民币二千元",
            "subject.fine_fen": 200_000,
            "subject.penalty_until": "2027-03-01",
            "subject.tier": "general",
            "subject.tier_basis": "《市场监督管理行政处罚信息公示规定》第五条",
            "subject.is_summary": False,
            "subject.act_date": "2026-02-01",
        },
        changes,
    )


def licence(**changes: str | int | bool | None) -> Scalars:
    """Give the disclosures of a licence that passes."""
    return _changed(
        {
            **_COMMON,
            "subject.document_name": "准予行政许可决定书",
            "subject.document_no": "滕审批许〔2026〕7号",
            "subject.licence_category": "ordinary",
            "subject.content": "准予从事食品经营",
            "subject.valid_from": "2026-03-01",
            "subject.valid_to": "2099-12-31",
            "subject.status": "valid",
        },
        changes,
    )


def generic(**changes: str | int | bool | None) -> Scalars:
    """Give the twelve disclosures of a generic record that passes."""
    return _changed(
        {
            **_COMMON,
            "subject.title": "滕州市诚信示范单位",
            "subject.document_no": "滕信发〔2026〕1号",
            "subject.content": "经评审认定为诚信示范单位。",
            "subject.valid_to": "2027-12-31",
        },
        changes,
    )


def _changed(values: Scalars, changes: dict[str, str | int | bool | None]) -> Scalars:
    for name, value in changes.items():
        full = name.replace("representative_", "representative.") if name.startswith("representative_") else name
        full = full if "." in full else f"subject.{full}"
        if value is None:
            values.pop(full)
        else:
            values[full] = value
    return values


PERSON_CHANGES: Scalars = {
    "name": "赵虚构",
    "kind": "NP",
    "identifier_type": "rid",
    "identifier": PERSON,
}
SHOP_CHANGES: Scalars = {
    "name": "滕州市虚构小吃店",
    "kind": "SOLE",
    "identifier": SHOP,
    "representative.name": "钱虚构",
    "representative.identifier_type": "rid",
    "representative.identifier": ADULT,
}


def fact(disclosed: Scalars, **changes: Any) -> FactRecorded:
    """Build a fact of the penalty item."""
    claims = {"item": "cf-market", "item_version": 1, "rules": RULE_BOOK, "decided_on": "2026-03-01", **changes}
    return FactRecorded.from_claims(claims, disclosed)


def context(**changes: Any) -> FactContext:
    """Give the surroundings of an adverse fact."""
    values: dict[str, Any] = {
        "decided_on": date(2026, 3, 1),
        "today": TODAY,
        "environment": "test",
        "source_code": AGENCY,
        "nature": "penalty",
        "is_adverse": True,
    }
    return FactContext(**{**values, **changes})
