"""What a request for a file says. Its identifier stands in the body alone, never in an address or a log line."""

import re
from typing import Annotated, Final, TypeVar

import orjson
from pydantic import Field, ValidationError

from api.errors import LookMalformedError
from api.models import Model
from projections.casework.tasks import MatterKind

Text = Annotated[str, Field(min_length=1, max_length=200)]
FieldName = Annotated[str, Field(pattern=r"^[a-z_]+[.][a-z0-9_]+$", max_length=64)]
_NAME: Final = re.compile("[a-z_]{1,32}|[0-9]{1,3}")
WINDOW = ("identity_evidence", "clerk", "delegate", "delegation")


class LookRequest(Model):
    """Whose file is asked for, for what, and how the window knew who stood before it."""

    identifier_type: Annotated[str, Field(max_length=16, description="uscc, rid, passport …")]
    identifier: Annotated[str, Field(max_length=64)]
    purpose: Annotated[
        str, Field(pattern="^[a-z0-9-]{2,64}$", description="/api/v1/purposes; one's own file: self-access")
    ]
    fields: Annotated[
        list[FieldName] | None,
        Field(max_length=100, description="Only these disclosures; absent: all that may be seen"),
    ] = None
    as_of: Annotated[
        str | None,
        Field(
            pattern=r"^(0|[1-9][0-9]{0,14}|[0-9]{4}-[0-9]{2}-[0-9]{2})$",
            description="The file as it stood: a number of leaves, or the end of a day in Asia/Shanghai; "
            "to the subject, and to courts",
        ),
    ] = None
    after: Annotated[int | None, Field(ge=0, le=2**53 - 1, description="`next` of the page before")] = None
    limit: Annotated[int, Field(ge=1, le=200, description="Most records of the page")] = 200
    identity_evidence: Annotated[Text | None, Field(description="At the window: the document that was checked")] = None
    clerk: Annotated[Text | None, Field(description="At the window: who dealt with it")] = None
    delegate: Annotated[Text | None, Field(description="At the window, for an organisation: who acts for it")] = None
    delegation: Annotated[Text | None, Field(description="By which authorisation he acts")] = None


class MatterRequest(Model):
    """Which task of its board a body asks about; the members are those of the task."""

    matter: Annotated[MatterKind, Field(description="`matter` of the task")]
    id: Annotated[str, Field(min_length=1, max_length=64, description="`id` of the task")]
    purpose: Annotated[str, Field(pattern="^[a-z0-9-]{2,64}$", description="/api/v1/purposes, such as objection")]


M = TypeVar("M", LookRequest, MatterRequest)


def read_asked(model: type[M], body: bytes) -> M:
    """Read a request for a file, or for what a matter is about.

    Raises:
        LookMalformedError: It is no such object; the error names the member, never its value.
    """
    try:
        return model.model_validate(orjson.loads(body))
    except orjson.JSONDecodeError as error:
        raise LookMalformedError from error
    except ValidationError as error:
        place = next((one["loc"] for one in error.errors(include_input=False) if one["loc"]), ())
        # `from None`: the error could quote what was sent.
        raise LookMalformedError(_pointer(place)) from None


def _pointer(place: tuple[int | str, ...]) -> str | None:
    """Point to what does not fit; a member of a name unlike ours could be anything and is not repeated."""
    parts = [str(one) for one in place]
    return "".join(f"/{one}" for one in parts) if parts and all(map(_NAME.fullmatch, parts)) else None
