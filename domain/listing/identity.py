"""The identity of a court's listing: a second one by the same document is the same listing again (INV-12)."""

from collections.abc import Mapping

from domain.event_refusals import DisclosureMissingError
from domain.fact.identity import fold_document_number


def court_document(list_id: str, iss: str, disclosed: Mapping[str, str | int | bool]) -> str:
    """Name by which document a court put whom on a list.

    Args:
        list_id: The list.
        iss: The court.
        disclosed: What its statement discloses.

    Raises:
        DisclosureMissingError: A part was erased or never there.
    """
    try:
        subject = f"{disclosed['subject.identifier_type']}:{disclosed['subject.identifier']}"
        document = disclosed["subject.document_no"]
    except KeyError as error:
        raise DisclosureMissingError(pointer=f"/{error.args[0]}", field=error.args[0]) from error
    return f"{list_id}|{iss}|{subject}|{fold_document_number(str(document))}"
