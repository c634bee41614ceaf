"""Whether records are open to repair (信用修复), explained to whoever reads a file (INV-10)."""

from collections.abc import Callable
from datetime import date

from domain.calendar.refusals import CalendarUnannouncedError
from domain.case.matters import Matters
from domain.fact.state import FactState
from domain.listing.state import ListingState
from domain.repair.eligibility import Eligibility, eligibility_of_fact, eligibility_of_listing, explain
from domain.rule.law import Law
from projections.profile.view import RepairDoor

_UNKNOWN = RepairDoor(
    None,
    "所需年度的工作日安排尚未公布，暂时无法计算",
    "the working days of a year that it needs are not announced; it cannot be computed yet",
)


def fact_door(fact: FactState, law: Law, today: date) -> RepairDoor:
    """Tell whether an adverse fact is open to repair on a day."""
    return _door(lambda: eligibility_of_fact(fact, is_adverse=True, law=law, today=today))


def listing_door(listing: ListingState, matters: Matters, law: Law, today: date) -> RepairDoor:
    """Tell whether a listing is open to repair on a day."""
    return _door(lambda: eligibility_of_listing(listing, matters, law=law, today=today))


def _door(compute: Callable[[], Eligibility]) -> RepairDoor:
    try:
        found = compute()
    except CalendarUnannouncedError:
        return _UNKNOWN
    if found.is_open:
        return RepairDoor(found, f"自 {found.from_day} 起可以申请修复", f"open to repair since {found.from_day}")
    return RepairDoor(found, *explain(found))
