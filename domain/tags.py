"""The names of tags, open and private (docs/events.md, In force)."""

from dataclasses import dataclass
from typing import Literal

from domain.identifier import Identifier


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of one event.

    Attributes:
        open: Tags whose one-time keys anybody can recompute, in order.
        private: Tags of the recorder's database only.
        spines: Identifiers whose handles key the entry.
        sealed: ``"subject"`` if the entry belongs into the file of its subject. Whoever records it finds the file
            by ``subject.id`` or, for a fact, by the subject's identifier.
    """

    open: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    spines: tuple[Identifier, ...] = ()
    sealed: Literal["subject"] | None = None


def jti_tag(iss: str, jti: str) -> str:
    """Name the private tag that makes a statement's id unique for its issuer."""
    return f"jti:{iss}:{jti}"


def key_tag(kid: str) -> str:
    """Name the open tag of a key."""
    return f"key:{kid}"


def holder_tag(holder: str) -> str:
    """Name the open tag of all keys of one holder."""
    return f"holder:{holder}"


def agency_tag(code: str) -> str:
    """Name the open tag of an agency."""
    return f"agency:{code}"


def item_tag(item: str) -> str:
    """Name the open tag of a catalogue item."""
    return f"catalogue:{item}"


def calendar_tag(year: int | str) -> str:
    """Name the open tag of a year's working-day calendar."""
    return f"calendar:{year}"


def list_definition_tag(name: str) -> str:
    """Name the open tag of the definitions of a list."""
    return f"list-definition:{name}"


def measure_tag(measure: str) -> str:
    """Name the open tag of the definitions of a measure."""
    return f"measure:{measure}"


def purpose_tag(purpose: str) -> str:
    """Name the open tag of the definitions of a purpose."""
    return f"purpose:{purpose}"


def list_tag(name: str) -> str:
    """Name the open tag of everything published on a list."""
    return f"list:{name}"


def listing_tag(listing: str) -> str:
    """Name the open tag of a listing, from its notice on."""
    return f"listing:{listing}"


def case_tag(case: str) -> str:
    """Name the open tag of a case or of an application for repair."""
    return f"case:{case}"


def matter_tag(listing: str) -> str:
    """Name the private tag of what is filed or stated about a listing."""
    return f"matter:{listing}"


def ground_tag(fact: str) -> str:
    """Name the private tag of the listings that rest on a fact, from their notice on."""
    return f"ground:{fact}"


def commitment_tag(jti: str) -> str:
    """Name the private tag of a commitment, by the id of the statement that made it."""
    return f"commitment:{jti}"


def recall_tag(jti: str) -> str:
    """Name the private tag of a recall, by the id of the statement that ordered it."""
    return f"recall:{jti}"


def attachment_tag(name: str) -> str:
    """Name the private tag of the events that name an attachment, by its salted digest in base64url."""
    return f"attachment:{name}"


def look_tag(target: str) -> str:
    """Name the private tag of the looks at a record: ``fact:<jti>`` or ``listing:<id>``."""
    return f"look:{target}"


def fact_tag(jti: str) -> str:
    """Name the private tag of a fact, by the id of the statement that recorded it."""
    return f"fact:{jti}"


def document_tag(identity: str) -> str:
    """Name the private tag of a fact's natural identity."""
    return f"document:{identity}"


def paper_tag(document: str) -> str:
    """Name the private tag of every fact of one document about a subject, whatever row of it they are."""
    return f"paper:{document}"


def mirror_tag(document: str) -> str:
    """Name the private tag of what a court put on a list by one document about a subject."""
    return f"mirror:{document}"


def subject_tag(subject_id: str) -> str:
    """Name the private tag of a subject."""
    return f"subject:{subject_id}"


def pseudonym_tag(identifier: Identifier) -> str:
    """Name the private tag of an identifier; the recorder keeps it under a keyed hash only."""
    return f"pseudonym:{identifier.type}:{identifier.value}"


LEDGER_TAG = "ledger"
RULES_TAG = "rules"
"""The open tag of every version of every rule; how many events it has is the edition of the rules."""
