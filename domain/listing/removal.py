"""How soon the end of a listing is put on record (移出的时限)."""

from domain.listing.events import ListingEnded
from domain.listing.state import ListingState
from domain.rule.events import Governs
from domain.rule.law import Deadline, Law


def removal_due(listing: ListingState, event: ListingEnded, law: Law) -> Deadline | None:
    """Give the last day for recording that a listing was ended, counted from the decision or order to end it.

    A court deletes within three working days (法释〔2017〕7号 art 9, 10). Whoever else listed reports within three
    working days that his decision was lifted or changed, by himself, a court or a superior (山东省社会信用条例
    art 40). No end is refused for coming late, so that whoever is late is told afterwards.

    Args:
        listing: The listing before its end.
        event: Its end.
        law: Rules and working days.

    Returns:
        ``None`` for a notice that is given up, which nobody was shown, and where no rule says.

    Raises:
        CalendarUnannouncedError: The working days of a year that it needs are not announced.
    """
    if listing.decided_on is None:
        return None
    governs: Governs = "court-list-removal" if listing.is_court else "revocation-report"
    return law.earliest(governs, event.decided_on, on=event.decided_on, list_id=listing.list_id)
