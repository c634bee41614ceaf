"""Decisions on the catalogue (INV-1: what may become an item)."""

from datetime import datetime

from domain.agency.decide import require_agency
from domain.agency.state import AgencyState
from domain.catalogue.events import CatalogueItemPublished, CatalogueItemWithdrawn
from domain.catalogue.refusals import (
    ItemAlreadyWithdrawnError,
    ItemBasisMissingError,
    ItemIntervalError,
    ItemProhibitedError,
    ItemRetroactiveError,
    ItemShapeError,
    ItemUnknownError,
    ItemVersionOrderError,
    PersonPublicDisplayError,
    PersonScoreItemError,
)
from domain.catalogue.state import ItemState
from domain.citation import is_citation
from domain.field import PERSON_KINDS, is_ranking_name
from domain.key.decide import require_key
from domain.key.state import KeyState
from domain.ledger.decide import require_open
from domain.ledger.state import LedgerState
from domain.screening import CATEGORIES, screen
from domain.signer import Signer
from domain.standard import STANDARDS
from domain.time import legal_date

_NATURE_OF_STANDARD = {"xk-2018": "licence", "cf-2018": "penalty"}


def admit_item(
    item: ItemState,
    key: KeyState,
    agency: AgencyState,
    event: CatalogueItemPublished,
    *,
    genesis: LedgerState,
    signer: Signer,
    now: datetime,
) -> None:
    """Admit a version of a catalogue item.

    Raises:
        ItemVersionOrderError: The version does not follow the last one.
        ItemBasisMissingError: No law is cited.
        ItemIntervalError: It would end before it begins.
        ItemRetroactiveError: A later version would begin before the day on which it is recorded.
        ItemShapeError: Elements contradict each other.
        PersonPublicDisplayError: Natural persons would be displayed without a national basis.
        PersonScoreItemError: It is a score of natural persons (INV-13).
        ItemProhibitedError: It is about prohibited content (INV-2).
        Refusal: The signer may not.
    """
    _require_centre(genesis, key, agency, signer, now)
    expected = item.latest.version + 1 if item.latest is not None else 1
    if event.version != expected:
        raise ItemVersionOrderError(pointer="/version", item=event.item, expected=expected, given=event.version)
    if not is_citation(event.legal_basis):
        raise ItemBasisMissingError(pointer="/legal_basis")
    if event.effective_to is not None and event.effective_to < event.effective_from:
        raise ItemIntervalError(
            pointer="/effective_to", item=event.item, start=event.effective_from, end=event.effective_to
        )
    if item.versions and event.effective_from < legal_date(now):
        raise ItemRetroactiveError(
            pointer="/effective_from", item=event.item, start=event.effective_from, day=legal_date(now)
        )
    _require_shape(event)
    _require_protection(event)


def admit_item_withdrawal(
    item: ItemState,
    key: KeyState,
    agency: AgencyState,
    event: CatalogueItemWithdrawn,
    *,
    genesis: LedgerState,
    signer: Signer,
    now: datetime,
) -> None:
    """Admit that a version of a catalogue item ends.

    Its last day may lie before its first: then no fact was ever covered by it.

    Raises:
        ItemUnknownError: There is no such version.
        ItemAlreadyWithdrawnError: It was withdrawn before.
        ItemIntervalError: The withdrawal would prolong it.
        Refusal: The signer may not.
    """
    _require_centre(genesis, key, agency, signer, now)
    version = item.version(event.version)
    if version is None:
        raise ItemUnknownError(pointer="/version", item=event.item, version=event.version)
    if version.withdrawn_at is not None:
        raise ItemAlreadyWithdrawnError(pointer="/version", item=event.item, version=event.version)
    if version.effective_to is not None and event.effective_to > version.effective_to:
        raise ItemIntervalError(
            pointer="/effective_to", item=event.item, start=version.effective_from, end=event.effective_to
        )


def _require_centre(genesis: LedgerState, key: KeyState, agency: AgencyState, signer: Signer, now: datetime) -> None:
    require_open(genesis)
    require_key(key, signer, now=now)
    own = agency if signer.agency_code == agency.agency else AgencyState(signer.agency_code or signer.iss)
    require_agency(own, "credit_centre")


def _require_shape(event: CatalogueItemPublished) -> None:
    """Let only elements pass that fit each other."""
    wanted = _NATURE_OF_STANDARD.get(event.standard, event.nature)
    mandatory = len(STANDARDS[event.standard].mandatory)
    faults = (
        (event.nature != wanted, "数据标准与信息性质不符", "the data standard is for another nature"),
        (
            event.nature == "penalty" and not event.is_adverse,
            "行政处罚必须标为不良信息，否则对未成年人等的保护落空",
            "a penalty is adverse; else the protection of minors would not apply",
        ),
        (
            event.nature in {"licence", "honour"} and event.is_adverse,
            "许可和荣誉不是不良信息",
            "licences and honours are not adverse",
        ),
        (
            event.identifier == "uscc" and "NP" in event.subject_kinds,
            "自然人没有统一社会信用代码",
            "natural persons have no unified social credit code",
        ),
        (mandatory > event.digests, "摘要个数少于必填字段数", "fewer digests than mandatory fields"),
    )
    for is_fault, zh, en in faults:
        if is_fault:
            raise ItemShapeError(pointer="/item", reason_zh=zh, reason_en=en)


def _require_protection(event: CatalogueItemPublished) -> None:
    """Let no item pass that the rights of persons forbid."""
    is_about_persons = not PERSON_KINDS.isdisjoint(event.subject_kinds)
    if is_about_persons and is_ranking_name(event.name):
        raise PersonScoreItemError(pointer="/name", name=event.name)
    for finding in screen({"subject.title": event.name}, "NP" if is_about_persons else "ENT", event.nature):
        category = CATEGORIES[finding.category]
        raise ItemProhibitedError(pointer="/name", name=event.name, category_zh=category.zh, category_en=category.en)
    if "NP" in event.subject_kinds and event.disclosure == "public" and event.issuer_level != "national":
        raise PersonPublicDisplayError(pointer="/disclosure")
