"""What pages of lists, accounts of listings and the feed of removals show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.definition.events import ListDefined
from domain.standing.display import Display
from projections.marks import ShownMark

Scalar = str | int | bool


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One line of a public list (名单).

    Attributes:
        position: Leaf position of the publication, or of the court's listing.
        decided_at: Leaf position of the decision.
        time_ms: Entry time of the publication.
        listing: Id of the listing.
        list_id: The list.
        issuer: Who listed.
        is_organisation: Whether it is about an organisation, and not about a person or an individual business.
        name: The subject's name.
        identifier: The code of an organisation; empty for persons.
        masked_identifier: A person's number with most of it hidden; empty for organisations.
        summary: Why, in the words of who published it; for a court's listing its reason.
        document_no: Number of the decision; for persons only that of the court's own document.
        tier: Tier of this one act (失信程度) of an organisation; empty for persons and where there is none.
        decided_on: Date of the decision.
        ends_on: First day on which it is no longer shown.
        ended_by: What gives that day.
        marks: What is shown with it, always.
        fields: What is shown of the publication, by name of the disclosure.
        presentation: The signed publication with the disclosures of these fields and no others.
    """

    position: int
    decided_at: int
    time_ms: int
    listing: str
    list_id: str
    issuer: str
    is_organisation: bool
    name: str
    identifier: str
    masked_identifier: str
    summary: str
    document_no: str
    tier: str
    decided_on: date
    ends_on: date
    ended_by: str
    marks: tuple[ShownMark, ...]
    fields: Mapping[str, Scalar]
    presentation: str


@dataclass(frozen=True, slots=True)
class Revocation:
    """Why a record stands no more (撤销理由; 行政处罚法 art 48).

    Attributes:
        position: Leaf position of the revocation, or of the withdrawal of a fact.
        day: Day of its entry, Asia/Shanghai.
        decided_on: Date of the decision that revoked; None for a withdrawal, which names none.
        issuer: Who signed it.
        ground: Why, in plain.
        reason: Why, in words; empty for persons and once erased.
        document_no: Number of the document that revoked; empty where there is none, for persons and once erased.
    """

    position: int
    day: date
    decided_on: date | None
    issuer: str
    ground: str
    reason: str
    document_no: str


@dataclass(frozen=True, slots=True)
class GoneItem:
    """One line of an earlier edition that is no longer public: what it was about is not said any more.

    Attributes:
        position: Leaf position of the publication, or of the court's listing.
        listing: Id of the listing.
        list_id: The list.
        ground: Why it is not public now.
        revocations: What revoked it, or the facts that it rested on.
    """

    position: int
    listing: str
    list_id: str
    ground: str
    revocations: tuple[Revocation, ...] = ()


@dataclass(frozen=True, slots=True)
class ListPage:
    """A part of a list, the newest first, as one edition has it.

    Attributes:
        items: At most as many as were asked for. Only an earlier edition has lines that are gone.
        next_after: Where the next page begins; None: this is the last.
        list_id: The list.
        definition: Its definition in force on the day, with its legal basis; None: none is, nothing is public.
        size: Number of leaves of this edition.
        time_ms: Entry time of the last of them; None: there is none.
        day: The day whose rules count, Asia/Shanghai.
    """

    items: tuple[ListedItem | GoneItem, ...]
    next_after: int | None
    list_id: str
    definition: ListDefined | None
    size: int
    time_ms: int | None
    day: date


@dataclass(frozen=True, slots=True)
class ListingStep:
    """One step of a procedure, as everybody can read it in the log.

    Attributes:
        position: Leaf position.
        time_ms: Entry time.
        topic: What happened.
        issuer: Who signed it.
        claims: The plain claims.
    """

    position: int
    time_ms: int
    topic: str
    issuer: str
    claims: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ListingAccount:
    """The public account of one listing.

    Attributes:
        listing: Its id.
        list_id: Its list.
        issuer: Who served the notice, or the court.
        definition: The list's definition in force on the day.
        steps: What happened, in the order of the log.
        display: How it stands. Of one that was never public only that it is not; marks only while it is public.
        item: What everybody sees of it; None unless it is public.
        size: Number of leaves that this account knows.
        revocations: What revoked it, or the facts that it rested on.
    """

    listing: str
    list_id: str
    issuer: str
    definition: ListDefined | None
    steps: tuple[ListingStep, ...]
    display: Display
    item: ListedItem | None
    size: int
    revocations: tuple[Revocation, ...] = ()


@dataclass(frozen=True, slots=True)
class Removal:
    """A record that was public and is not any more.

    Attributes:
        kind: What it was.
        name: Id of the listing, or the jti of the fact.
        position: Leaf position of the event that made it public.
        list_id: The list; empty for a fact.
        item: The catalogue item; empty for a listing.
        ground: Why: ``expired``, ``repaired``, ``revoked``, ``grounds-gone``, ``grounds-lowered``, ``ended:…``,
            ``withdrawn``, ``erased``.
        day: First day on which it was not shown.
        ended_at: Leaf position of the event that ended it; None: its time was over.
        revocations: What revoked it, or, of a listing, the facts that it rested on.
    """

    kind: Literal["listing", "fact"]
    name: str
    position: int
    list_id: str
    item: str
    ground: str
    day: date
    ended_at: int | None
    revocations: tuple[Revocation, ...] = ()


@dataclass(frozen=True, slots=True)
class Removals:
    """A part of the feed of removals, the newest first.

    Attributes:
        items: At most about as many as were asked for; a page can hold fewer, or none, and have a next one.
        next_after: Where the next page begins; None: this is the last.
        size: Number of leaves that this feed knows.
    """

    items: tuple[Removal, ...]
    next_after: str | None
    size: int
