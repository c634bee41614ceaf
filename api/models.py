"""The JSON that is answered where volume is small: closed shapes, documented in OpenAPI."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Time = Annotated[str, Field(description="RFC 3339, UTC", examples=["2026-11-23T08:49:30.125Z"])]
Position = Annotated[int, Field(ge=0, description="Leaf position, from 0")]
Code = Annotated[str, Field(description="统一社会信用代码", pattern="^[0-9A-HJ-NPQRTUWXY]{18}$")]


class Model(BaseModel):
    """Base of all answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AsOf(Model):
    """The signed tree behind an answer; the answer holds at least everything in it."""

    size: Position
    root: Annotated[str, Field(description="base64")]


class Key(Model):
    """A signing key and its standing now."""

    kid: Annotated[str, Field(description="RFC 7638 thumbprint")]
    public_key: Annotated[str, Field(description="Ed25519, base64url")]
    is_in_force: bool
    enrolled_position: Position
    ended_position: Annotated[int | None, Field(ge=0, description="Leaf position of its rotation or revocation")] = None
    compromised_since: Annotated[str | None, Field(description="RFC 3339; signatures since then count for nothing")] = (
        None
    )


class Agency(Model):
    """A public body that takes part, or did."""

    code: Code
    name: str
    roles: list[str]
    is_open: bool
    enrolled_position: Position
    closed_position: Annotated[int | None, Field(ge=0, description="Leaf position of its closure")] = None


class AgencyWithKeys(Agency):
    """A public body and all keys it ever had."""

    keys: list[Key]


class AgencyPage(Model):
    """Agencies, ascending by code."""

    as_of: AsOf
    items: list[Agency]
    next: Annotated[str | None, Field(description="`after` of the next page; absent on the last")] = None


class CatalogueItem(Model):
    """One version of one record type, with the seven elements of 山东省社会信用条例 art 10."""

    item: str
    version: int
    name: Annotated[str, Field(description="信息事项")]
    nature: Annotated[str, Field(description="信息性质")]
    is_adverse: bool
    subject_kinds: list[str]
    identifier: Annotated[str, Field(description="统一社会信用代码: uscc or any")]
    standard: Annotated[str, Field(description="数据标准")]
    disclosure: Annotated[str, Field(description="披露方式")]
    validity_months: Annotated[int, Field(description="有效期限")]
    providers: Annotated[list[str], Field(description="提供单位")]
    issuer_level: str
    legal_basis: str
    effective_from: str
    effective_to: Annotated[str | None, Field(description="Last day in force; absent: open")] = None
    is_in_force: Annotated[bool, Field(description="Whether today, in Beijing, lies within its period")]
    digests: Annotated[int, Field(description="Number of digests that a statement of this item carries")]
    position: Position
    withdrawn_position: Annotated[int | None, Field(ge=0, description="Leaf position of its withdrawal")] = None


class Catalogue(Model):
    """The latest version of each item, ascending by item."""

    as_of: AsOf
    items: list[CatalogueItem]


class CatalogueHistory(Model):
    """All versions of one item, newest first."""

    as_of: AsOf
    versions: list[CatalogueItem]


class Mark(Model):
    """What travels with a record wherever it is shown (异议标注、改正说明)."""

    kind: Annotated[str, Field(description="objection, complaint, review, litigation or correction")]
    case: Annotated[str | None, Field(description="Id of the case; absent for a statement of correction")] = None
    position: Annotated[int | None, Field(ge=0, description="Leaf position of a statement of correction")] = None
    since: Annotated[str | None, Field(description="Day from which it has been there; absent for a statement")] = None
    is_overdue: Annotated[bool, Field(description="Whether the case should have been decided by now")]
    is_provisional: Annotated[bool, Field(description="Whether that cannot be told: a calendar is not announced")]
    is_upheld: Annotated[bool, Field(description="Whether the subject won it, and the record is still to be mended")]
    text: Annotated[str | None, Field(description="The subject's statement of correction (改正说明)")] = None


class PublicFact(Model):
    """A record of an organisation, as far as everybody may see it, with every mark that goes with it."""

    position: Annotated[int, Field(ge=0, description="Leaf position of the event that recorded it")]
    content: Annotated[int, Field(ge=0, description="Leaf position of what is shown; later after a correction")]
    recorded_at: Time
    iss: Annotated[str, Field(description="Who signed it")]
    jti: Annotated[str, Field(description="Number of the statement at `content`; leads to its receipt")]
    item: str
    item_version: int
    item_name: str
    nature: Annotated[str, Field(description="信息性质: licence, penalty, honour …")]
    is_adverse: bool
    tier: Annotated[str, Field(description="失信程度 of this one act; empty where its standard has none")]
    standard: str
    decided_on: str
    ends_on: Annotated[str, Field(description="First day on which it is no longer shown")]
    ended_by: Annotated[str, Field(description="What gives that day: the id of a rule (/api/v1/rules), or a name")]
    marks: Annotated[list[Mark], Field(description="Shown with it, always")]
    fields: Annotated[dict[str, str | int | bool], Field(description="What is shown, by name of the disclosure")]
    presentation: Annotated[str, Field(description="The signed statement with exactly these disclosures (RFC 9901)")]


class PublicFactPage(Model):
    """Public records of organisations, newest first."""

    as_of: AsOf
    applied: Annotated[int, Field(ge=0, description="Leaves that the read model has applied; only additions can lag")]
    items: list[PublicFact]
    next: Annotated[str | None, Field(description="`after` of the next page; absent on the last")] = None


class Submission(Model):
    """One statement that an agency had recorded."""

    position: Position
    recorded_at: Time
    jti: str
    kid: str
    vct: str
    claims: Annotated[dict[str, object], Field(description="Plain claims, as signed; no disclosure")]


class SubmissionPage(Model):
    """An agency's own statements, ascending by position."""

    as_of: AsOf
    items: list[Submission]
    next: Annotated[
        str | None, Field(description="`after` of the next page; absent when the log was read to as_of")
    ] = None


class Problem(Model):
    """RFC 9457 problem; all texts in Chinese and English."""

    type: Annotated[str, Field(description="Address of the page that explains the code")]
    status: int
    code: Annotated[str, Field(description="Permanent name of the reason")]
    title: str
    title_en: str
    detail: str | None = None
    detail_en: str | None = None
    mend: str | None = None
    mend_en: str | None = None
    article: Annotated[str | None, Field(description="Article of law that it rests on")] = None
    pointer: Annotated[str | None, Field(description="JSON pointer or parameter; never its value")] = None
    span: Annotated[dict[str, int] | None, Field(description="Characters of the value: start, end")] = None
    line: Annotated[int | None, Field(description="Line of a batch, from 1")] = None
    column: int | None = None
    retry_after_s: int | None = None
    instance: Annotated[str | None, Field(description="Number of the request")] = None
