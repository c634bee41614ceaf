"""Who may sign a request: the subject with his own key, or the credit centre's window that saw him."""

from domain.authority import Authority
from domain.claims import decode_key
from domain.entitlement import require_disclosures, require_issuer, require_text
from domain.event import Event
from domain.request.events import SubjectKeyEndRequest, SubjectKeyRequest
from domain.request.refusals import (
    IdentityEvidenceMissingError,
    RequesterUnknownError,
    SubjectKeyAlreadyEnrolledError,
    SubjectKeyEndedError,
    SubjectKeyMismatchError,
    SubjectKeyUnknownError,
    WindowFieldError,
)
from domain.signer import SUBJECT, Signer
from domain.subject.events import SubjectKeyEnded, SubjectKeyEnrolled
from domain.subject.state import SubjectState
from domain.thumbprint import thumbprint

_SEEN = (
    ("subject.identity_evidence", "所核验的身份证件", "which document of identity it checked"),
    ("subject.clerk", "经办人", "which clerk dealt with it"),
)
_DELEGATED = (
    ("subject.delegate", "代理人", "who acts for the organisation"),
    ("subject.delegation", "授权委托书", "by which authorisation he acts"),
)
_ORGANISATIONS = frozenset({"ENT", "ORG"})


def require_requester(request: Event, subject: SubjectState, signer: Signer, window: Authority) -> None:
    """Let a request pass that its subject signed, or the window for him.

    Args:
        request: What is asked for.
        subject: Whose file it is about.
        signer: Issuer and key of the request.
        window: The credit centre as the log knows it, if it signed; else it is not looked at.

    Raises:
        RequesterUnknownError: There is no such file.
        SubjectKeyUnknownError: Signed with a key that the subject did not enrol.
        SubjectKeyEndedError: Signed with a key that has ended.
        WindowFieldError: The subject signed himself, and yet a clerk is named.
        IdentityEvidenceMissingError: The window does not say how it knew him, or by whose authority a delegate acts.
        Refusal: Another body signed, or a disclosure is missing.
    """
    require_disclosures(request)
    if not subject.is_open:
        raise RequesterUnknownError(pointer="/subject.identifier")
    if "subject" in request.SIGNERS and signer.iss == SUBJECT:
        _require_own_key(request, subject, signer)
    else:
        require_issuer(signer, f"agency:{window.code}")
        window.require("credit_centre")
        wanted = (*_SEEN, *_DELEGATED) if subject.kind in _ORGANISATIONS else _SEEN
        for name, zh, en in wanted:
            if not request.text(name):
                raise IdentityEvidenceMissingError(pointer=f"/{name}", what_zh=zh, what_en=en)


def _require_own_key(request: Event, subject: SubjectState, signer: Signer) -> None:
    key = subject.key(signer.kid)
    if key is None:
        raise SubjectKeyUnknownError(pointer="/kid")
    if key.ended_at is not None:
        raise SubjectKeyEndedError(pointer="/kid")
    for name, _zh, _en in (*_SEEN, *_DELEGATED):
        if request.text(name):
            raise WindowFieldError(pointer=f"/{name}")


def enrol_subject_key(request: SubjectKeyRequest, subject: SubjectState, *, statement: str) -> SubjectKeyEnrolled:
    """Decide that a subject's own key is enrolled; who asks was checked before.

    Raises:
        SubjectKeyMismatchError: The key id is not the public key's, or the key is no 32 bytes.
        SubjectKeyAlreadyEnrolledError: It is or was his.
    """
    kid, public_key = require_text(request, "subject.kid"), require_text(request, "subject.public_key")
    try:
        decode_key(public_key)
    except ValueError as error:
        raise SubjectKeyMismatchError(pointer="/subject.public_key") from error
    if thumbprint(public_key) != kid:
        raise SubjectKeyMismatchError(pointer="/subject.kid")
    if subject.key(kid) is not None:
        raise SubjectKeyAlreadyEnrolledError(pointer="/subject.kid")
    return SubjectKeyEnrolled(disclosed=_wrapped(request, subject, statement))


def end_subject_key(request: SubjectKeyEndRequest, subject: SubjectState, *, statement: str) -> SubjectKeyEnded:
    """Decide that a subject's own key ends; who asks was checked before.

    Raises:
        SubjectKeyUnknownError: He has no such key.
        SubjectKeyEndedError: It has ended.
    """
    key = subject.key(require_text(request, "subject.kid"))
    if key is None:
        raise SubjectKeyUnknownError(pointer="/subject.kid")
    if key.ended_at is not None:
        raise SubjectKeyEndedError(pointer="/subject.kid")
    return SubjectKeyEnded(disclosed=_wrapped(request, subject, statement))


def _wrapped(request: Event, subject: SubjectState, statement: str) -> dict[str, str | int | bool]:
    return {**request.disclosed, "subject.id": subject.subject_id, "subject.statement": statement}
