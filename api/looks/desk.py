"""Carries a look out: who asks, may he, read, record, and only then show (INV-14).

The file is read before the look is recorded, because the record names what is shown; and again if anything was
recorded in between, so that what was recalled, corrected or ended meanwhile does not leave. Whatever leaves is named
in a record that stands in the log before it; everything that ends later finds that record and recalls it.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from api.directory import Directory
from api.errors import FileNotThereError, MatterNotThereError, PastFileError
from api.looks.asked import WINDOW, LookRequest, MatterRequest
from api.looks.models import File
from api.looks.view import View
from api.parameters import read_moment
from api.ports import Looks
from api.records import Records
from domain.identifier import Identifier
from domain.request.refusals import IdentityEvidenceMissingError, WindowFieldError
from domain.signer import SUBJECT
from ledger.service.errors import DecisionContestedError
from ledger.service.looks import OWN_PURPOSE, Look

_ATTEMPTS: Final = 3
_ORGANISATIONS: Final = frozenset({"ENT", "ORG"})
_SEEN: Final = (
    ("identity_evidence", "所核验的身份证件", "which document of identity it checked"),
    ("clerk", "经办人", "which clerk dealt with it"),
)
_DELEGATED: Final = (
    ("delegate", "代理人", "who acts for the organisation"),
    ("delegation", "授权委托书", "by which authorisation he acts"),
)


class LookDesk:
    """Shows files to whoever may see them.

    Args:
        looks: Records looks.
        records: Reads files.
        directory: Names the signed tree, and knows which bodies are courts.
    """

    def __init__(self, looks: Looks, records: Records, directory: Directory) -> None:
        self._looks = looks
        self._records = records
        self._directory = directory

    def look(self, asked: LookRequest, who: Identifier, unit: str, request: str) -> File:
        """Show a file.

        (1) The purpose names who asks. (2) Where he asks for somebody else's whole file, it is said how that person
        was known. (3) The file is read. (4) The look is recorded. (5) If anything came in between, the file is read
        again, and must show nothing that the record does not name. (6) It is shown.

        Args:
            asked: What the request says.
            who: Whose file.
            unit: Code of who signed it; ``subject`` for the subject himself.
            request: The request as it was signed.

        Raises:
            Refusal: (1) or (2).
            ParameterError: (3): there is no such day.
            PastFileError: (3): a body that is no court asks for an earlier state.
            FileNotThereError: (3): there is no file.
            DecisionContestedError: (5): the file keeps changing.
        """
        self._looks.require(unit, asked.purpose)
        self._require_window(asked, who, unit)
        return self._show(partial(self._file, asked, who, unit), unit, asked.purpose, request)

    def look_at_matter(self, asked: MatterRequest, unit: str, request: str) -> File:
        """Show a body what a task on its board is about: of the file, what the matter concerns, and nothing else.

        Args:
            asked: What the request says.
            unit: Code of the body.
            request: The request as it was signed.

        Raises:
            Refusal: The purpose does not name the body.
            MatterNotThereError: There is no such matter, or the body takes no part in it.
            DecisionContestedError: The file keeps changing.
        """
        self._looks.require(unit, asked.purpose)
        return self._show(partial(self._matter, asked, unit), unit, asked.purpose, request)

    def _show(self, read: Callable[[], View], unit: str, purpose: str, request: str) -> File:
        """Read, record, read again if anything came in between, and only then show."""
        view = read()
        for _attempt in range(_ATTEMPTS):
            as_of = self._directory.as_of()
            recorded = self._looks.record(Look(view.who, unit, purpose, view.fields(), view.targets(), request))
            if recorded.position == view.profile.size:
                return view.file(recorded, as_of)
            earlier, view = view, read()
            if view.is_covered_by(earlier):
                return view.file(recorded, as_of)
        raise DecisionContestedError

    def _matter(self, asked: MatterRequest, unit: str) -> View:
        matter = self._records.matter(asked.matter, asked.id, unit)
        profile = None if matter is None else self._records.file(matter.who)
        if matter is None or profile is None:
            raise MatterNotThereError
        return View(profile, matter.who, None, is_whole=False, after=None, limit=len(profile.facts), matter=matter)

    def _file(self, asked: LookRequest, who: Identifier, unit: str) -> View:
        is_whole = unit == SUBJECT or asked.purpose == OWN_PURPOSE
        if asked.as_of is not None and not is_whole and not self._is_court(unit):
            raise PastFileError(pointer="/as_of")
        profile = self._records.file(who, as_of=read_moment(asked.as_of, "body"))
        if profile is None:
            raise FileNotThereError
        wanted = None if asked.fields is None else frozenset(asked.fields)
        return View(profile, who, wanted, is_whole, asked.after, asked.limit)

    def _is_court(self, unit: str) -> bool:
        agency = self._directory.agency(unit)
        return agency is not None and "court" in agency.roles

    def _require_window(self, asked: LookRequest, who: Identifier, unit: str) -> None:
        """Let a body see a whole file only for somebody who stood before it.

        Raises:
            WindowFieldError: The subject asks himself, and yet a clerk is named.
            IdentityEvidenceMissingError: The body does not say how it knew him.
        """
        if unit == SUBJECT:
            for name in WINDOW:
                if getattr(asked, name) is not None:
                    raise WindowFieldError(pointer=f"/{name}")
        elif asked.purpose == OWN_PURPOSE:
            subject = self._records.subject(who)
            is_organisation = subject is not None and subject.kind in _ORGANISATIONS
            for name, zh, en in (*_SEEN, *_DELEGATED) if is_organisation else _SEEN:
                if getattr(asked, name) is None:
                    raise IdentityEvidenceMissingError(pointer=f"/{name}", what_zh=zh, what_en=en)
