"""Checks that decisions of several boundaries share."""

from domain.event import Event
from domain.event_refusals import DisclosureMissingError, PersonListingsLinkedError, SignerNotEntitledError
from domain.evidence import require_evidence
from domain.field import PERSON_KINDS
from domain.identifier import Identifier
from domain.signer import Signer


def require_issuer(signer: Signer, *entitled: str) -> None:
    """Let only the issuers named sign.

    Raises:
        SignerNotEntitledError: The statement's issuer is another.
    """
    if signer.iss not in entitled:
        raise SignerNotEntitledError(pointer="/iss", iss=signer.iss, entitled=", ".join(entitled))


def require_text(event: Event, name: str) -> str:
    """Give a disclosure that the event must carry.

    Raises:
        DisclosureMissingError: It is absent or empty.
    """
    value = event.text(name)
    if not value:
        raise DisclosureMissingError(pointer=f"/{name}", field=name)
    return value


def require_disclosures(event: Event) -> None:
    """Let an event of a fixed table pass only if every disclosure of the table is there, and attachments are named.

    Raises:
        DisclosureMissingError: One is absent, or empty where that says nothing.
        Refusal: Attachments (证据附件) are not named as the log format says.
    """
    for name, field in (event.DISCLOSURES or {}).items():
        value = event.disclosed.get(name)
        if value is None or (value == "" and not field.may_be_empty):
            raise DisclosureMissingError(pointer=f"/{name}", field=name)
    require_evidence(event)


def require_unlinked(subject: Identifier, n_listings: int) -> None:
    """Let no open event name several listings of one person: nothing public leads from one record to another.

    Args:
        subject: Whose listings they are; of organisations, whose names are public, any number passes.
        n_listings: How many listings the event names, or will.

    Raises:
        PersonListingsLinkedError: More than one, of a natural person or an individual business (个体工商户).
    """
    if n_listings > 1 and not subject.subject_kinds.isdisjoint(PERSON_KINDS):
        raise PersonListingsLinkedError(pointer="/listings")
