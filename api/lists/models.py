"""The JSON of lists as everybody may see them."""

from datetime import date
from typing import Annotated

from pydantic import Field

from api.law.models import ListDefinition
from api.models import AsOf, Mark, Model, Position, Time

Size = Annotated[int, Field(ge=0, description="Leaves of the log that the answer was checked against")]
Next = Annotated[str | None, Field(description="`after` of the next page; absent on the last")]
Fields = dict[str, str | int | bool]


class Listed(Model):
    """One line of a public list, with every mark that goes with it."""

    position: Annotated[int, Field(ge=0, description="Leaf position of the publication")]
    decided_at: Annotated[int, Field(ge=0, description="Leaf position of the decision")]
    recorded_at: Time
    listing: str
    list_id: str
    issuer: Annotated[str, Field(description="Who listed")]
    is_organisation: bool
    name: str
    identifier: Annotated[str, Field(description="Code of an organisation; empty for persons")]
    masked_identifier: Annotated[str, Field(description="A person's number, most of it hidden; else empty")]
    summary: str
    document_no: str
    tier: Annotated[str, Field(description="失信程度 of this one act; empty for persons")]
    decided_on: date
    ends_on: Annotated[date, Field(description="First day on which it is no longer shown")]
    ended_by: Annotated[str, Field(description="What gives that day: the id of a rule, or a name")]
    marks: Annotated[list[Mark], Field(description="Shown with it, always")]
    fields: Annotated[Fields, Field(description="What is shown, by name of the disclosure")]
    presentation: Annotated[str, Field(description="The signed publication with exactly these disclosures (RFC 9901)")]


class Revocation(Model):
    """Why a record stands no more: a decision was revoked, or a record was taken back (行政处罚法 art 48)."""

    position: Position
    day: Annotated[date, Field(description="Day of its entry, Asia/Shanghai")]
    decided_on: Annotated[date | None, Field(description="Date of the decision; absent where none is named")] = None
    issuer: Annotated[str, Field(description="Who signed it")]
    ground: Annotated[str, Field(description="revoked_on_review, revoked_by_court, revoked_by_source, held_void …")]
    reason: Annotated[str, Field(description="Why, in words; empty for persons and once erased")]
    document_no: Annotated[str, Field(description="Of the document that revoked; empty for persons and once erased")]


Revocations = Annotated[
    list[Revocation], Field(description="What revoked it, or the records that it rested on; empty for other grounds")
]


class Gone(Model):
    """A line of an earlier edition that is no longer public: what it was about is not told any more."""

    position: Position
    listing: str
    list_id: str
    ground: Annotated[str, Field(description="Why it is not public now")]
    revocations: Revocations


class ListEdition(Model):
    """One page of one edition of a list, newest first."""

    as_of: AsOf
    list_id: str
    size: Annotated[int, Field(ge=0, description="Number of leaves of this edition")]
    recorded_at: Annotated[str | None, Field(description="Entry time of its last leaf, RFC 3339")] = None
    day: Annotated[date, Field(description="Day whose rules count, Asia/Shanghai")]
    definition: Annotated[
        ListDefinition | None, Field(description="In force on that day; absent: none is, nothing is public")
    ] = None
    items: list[Listed]
    gone: Annotated[list[Gone], Field(description="Of this page, what only an earlier edition had")]
    next: Next = None


class ListingStep(Model):
    """One step of a procedure, as the log shows it to everybody."""

    position: Position
    recorded_at: Time
    topic: str
    issuer: str
    claims: Annotated[dict[str, object], Field(description="Plain claims, as signed")]


class Listing(Model):
    """The public account of one listing."""

    as_of: AsOf
    size: Size
    listing: str
    list_id: str
    issuer: Annotated[str, Field(description="Who served the notice, or the court")]
    definition: ListDefinition | None = None
    is_public: bool
    ends_on: date | None = None
    ended_by: str
    end_reason: Annotated[str, Field(description="Why it is not public; empty if it is")]
    revocations: Revocations
    steps: Annotated[list[ListingStep], Field(description="What happened, in the order of the log")]
    item: Annotated[Listed | None, Field(description="What everybody sees of it; absent unless it is public")] = None


class Removal(Model):
    """A record that was public and is not any more; ids, grounds and why, no names."""

    kind: Annotated[str, Field(description="listing or fact")]
    name: Annotated[str, Field(description="Id of the listing, or the jti of the fact")]
    position: Annotated[int, Field(ge=0, description="Leaf position of the event that made it public")]
    list_id: Annotated[str, Field(description="Empty for a fact")]
    item: Annotated[str, Field(description="Catalogue item; empty for a listing")]
    ground: Annotated[
        str, Field(description="expired, repaired, revoked, grounds-gone, grounds-lowered, ended:…, withdrawn, erased")
    ]
    day: Annotated[date, Field(description="First day on which it was not shown")]
    ended_at: Annotated[int | None, Field(ge=0, description="Leaf position of what ended it; absent: time")] = None
    revocations: Revocations


class RemovalPage(Model):
    """Removals, newest first; a page may be short, or empty, and still have a next one."""

    as_of: AsOf
    size: Size
    items: list[Removal]
    next: Next = None
