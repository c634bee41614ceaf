"""From pages of lists to what is answered; whoever shows a line shows its marks."""

from api.facts import mark_models
from api.law.definitions import list_definition
from api.law.models import ListDefinition
from api.lists.models import Gone, Listed, ListEdition, Listing, ListingStep, Removal, RemovalPage, Revocation
from api.models import AsOf
from api.moments import rfc3339
from api.parameters import spell_removal
from api.shapes import shaped
from domain.definition.events import ListDefined
from projections.listings import ListedItem, ListingAccount, ListPage, Removals


def edition(page: ListPage, as_of: AsOf) -> ListEdition:
    """Give one page of one edition of a list."""
    return ListEdition(
        as_of=as_of,
        list_id=page.list_id,
        size=page.size,
        recorded_at=None if page.time_ms is None else rfc3339(page.time_ms),
        day=page.day,
        definition=_definition(page.definition),
        items=[_listed(one) for one in page.items if isinstance(one, ListedItem)],
        gone=[shaped(Gone, one) for one in page.items if not isinstance(one, ListedItem)],
        next=None if page.next_after is None else str(page.next_after),
    )


def account(listing: ListingAccount, as_of: AsOf) -> Listing:
    """Give the account of one listing."""
    display = listing.display
    return Listing(
        as_of=as_of,
        size=listing.size,
        listing=listing.listing,
        list_id=listing.list_id,
        issuer=listing.issuer,
        definition=_definition(listing.definition),
        is_public=listing.item is not None,
        ends_on=display.ends_on,
        ended_by=display.ended_by,
        end_reason=display.end_reason,
        revocations=[shaped(Revocation, one) for one in listing.revocations],
        steps=[shaped(ListingStep, step, recorded_at=rfc3339(step.time_ms)) for step in listing.steps],
        item=None if listing.item is None else _listed(listing.item),
    )


def removal_page(found: Removals, as_of: AsOf) -> RemovalPage:
    """Give one page of the feed of removals."""
    items = [shaped(Removal, one) for one in found.items]
    return RemovalPage(as_of=as_of, size=found.size, items=items, next=spell_removal(found.next_after))


def _definition(one: ListDefined | None) -> ListDefinition | None:
    return None if one is None else list_definition(one, is_in_force=True)


def _listed(item: ListedItem) -> Listed:
    return shaped(Listed, item, recorded_at=rfc3339(item.time_ms), marks=mark_models(item.marks))
