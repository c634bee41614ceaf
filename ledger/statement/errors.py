"""What can be wrong with a statement.

StatementError
 ├── StatementTooLongError      statement-too-long: past a limit of the log format
 ├── StatementFormError         statement-form: not three parts and disclosures, not base64url, not strict JSON
 ├── StatementHeaderError       statement-header: algorithm, type or key id
 ├── StatementClaimError        statement-claim: a missing, misshapen or reserved member of the payload
 ├── DigestListError            statement-digests: ``_sd`` or ``_sd_alg`` is not as the profile says
 ├── DisclosureFormError        disclosure-form: not ``[salt, name, value]`` in its one spelling
 ├── DisclosureNameError        disclosure-name: no role, no field, or a name used twice
 ├── DisclosureUnknownError     disclosure-unknown: its digest does not stand in ``_sd``, or stands there once for two
 ├── DisclosureMissingError     digest-unopened: a digest of ``_sd`` was not opened
 ├── SaltRepeatedError          salt-repeated: one salt for two disclosures
 └── StatementKeyError          statement-key: the public key is not the one that ``kid`` names
"""

from __future__ import annotations

from typing import ClassVar


class StatementError(Exception):
    """A statement is not one that a credit log accepts."""

    code: ClassVar[str] = "statement"


class StatementTooLongError(StatementError):
    """A statement is longer than the log format allows."""

    code: ClassVar[str] = "statement-too-long"


class StatementFormError(StatementError):
    """A statement does not have the outer form of an SD-JWT of ours."""

    code: ClassVar[str] = "statement-form"


class StatementHeaderError(StatementError):
    """The header is not the one header that the profile knows."""

    code: ClassVar[str] = "statement-header"


class StatementClaimError(StatementError):
    """A member of the payload is missing, misshapen or reserved."""

    code: ClassVar[str] = "statement-claim"


class DigestListError(StatementError):
    """The list of digests is not ascending, not unique, or not announced as the profile says."""

    code: ClassVar[str] = "statement-digests"


class DisclosureFormError(StatementError):
    """A disclosure is not salt, name and scalar value in their one spelling."""

    code: ClassVar[str] = "disclosure-form"


class DisclosureNameError(StatementError):
    """A disclosure's name has no known role, or stands twice."""

    code: ClassVar[str] = "disclosure-name"


class DisclosureUnknownError(StatementError):
    """A disclosure opens no digest of the statement, or one that is open already."""

    code: ClassVar[str] = "disclosure-unknown"


class DisclosureMissingError(StatementError):
    """A digest of the statement was not opened."""

    code: ClassVar[str] = "digest-unopened"


class SaltRepeatedError(StatementError):
    """Two disclosures share a salt."""

    code: ClassVar[str] = "salt-repeated"


class StatementKeyError(StatementError):
    """A public key is not the one that the statement's key id names."""

    code: ClassVar[str] = "statement-key"
