"""Submission: many statements in, one outcome each, in order.

The way of a batch:

1. parse each statement and look all ids and identifiers up at once: what was recorded before gets its receipt again;
2. check signatures;
3. decide each with the remembered states; what is refused is decided once more on fresh ones;
4. hand all requests to the sequencer, which groups them into transactions;
5. decide again, up to three times, where something new was recorded meanwhile.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, Self, cast

from domain.event import Event
from domain.identifier import Identifier
from domain.refusal import Refusal
from domain.registry import REQUEST_TOPICS, parse_event, parse_request
from domain.signer import PLATFORM, Signer
from domain.tagging import tags_of
from domain.tags import Tags, fact_tag, jti_tag, pseudonym_tag
from ledger.append import Appended, AppendRequest, ConditionFailedError, DecisionExpiredError, LogError
from ledger.service.admission.admitted import Admitted, Incoming, check_issued_at
from ledger.service.errors import (
    DecisionContestedError,
    FactRecordedBeforeError,
    NotSubmittableError,
    StatementIdReusedError,
    SubjectKeysMissingError,
    SubmissionError,
)
from ledger.service.heads import Head, Heads
from ledger.service.outcome import Accepted, Outcome, Refused
from ledger.service.own_keys import named
from ledger.service.receipts import Receipts
from ledger.service.rule_book import Knowledge, Memory, RuleBook
from ledger.service.signatures import Signatures
from ledger.service.subjects import Subjects
from ledger.service.wrapped import WrappedRequests, disclosures_of
from ledger.statement import Statement, StatementError, parse

ATTEMPTS = 4
"""The first decision and three more."""

Admit = Callable[[Incoming], Admitted]


class Sequencing(Protocol):
    """The recorder, as submission sees it."""

    def append_all(self, requests: Sequence[AppendRequest]) -> list[Appended | LogError]:
        """Record requests, each for itself; wait until each is durable and signed, or refused."""
        ...


@dataclass(slots=True)
class _Line:
    """One statement on its way through a batch; done as soon as it has an outcome."""

    statement: Statement
    subject: Identifier | None
    representative: Identifier | None
    id_tag: str
    attempts: int = 0
    outcome: Outcome | None = None
    admitted: Admitted | None = None
    knowledge: Knowledge | None = None

    @classmethod
    def of(cls, statement: Statement) -> Self:
        people = named(statement, "subject"), named(statement, "representative")
        return cls(statement, *people, jti_tag(statement.iss, statement.jti))


class Submission:
    """Takes statements from parsing to receipt."""

    def __init__(
        self,
        *,
        book: RuleBook,
        admissions: Mapping[str, Admit],
        heads: Heads,
        subjects: Subjects,
        signatures: Signatures,
        sequencer: Sequencing,
        receipts: Receipts,
        wrapped: WrappedRequests,
        clock: Callable[[], datetime],
    ) -> None:
        """Keep the stations of the way.

        Args:
            book: States that decisions rest on.
            admissions: What decides, by topic; other topics are not accepted from outside.
            heads: Looks up what was recorded before.
            subjects: Where identifiers lead.
            signatures: Checks signatures.
            sequencer: Records.
            receipts: Makes receipts.
            wrapped: Finds requests in the platform's events.
            clock: Gives the present instant, aware.
        """
        self._book = book
        self._admissions = admissions
        self._heads = heads
        self._subjects = subjects
        self._signatures = signatures
        self._sequencer = sequencer
        self._receipts = receipts
        self._wrapped = wrapped
        self._clock = clock

    def submit_many(self, texts: Sequence[str]) -> list[Outcome]:
        """Record statements; blocks until each is durable or refused.

        Args:
            texts: Complete statements in compact serialization.

        Returns:
            One outcome for each, in order.
        """
        parsed = [_parse(text) for text in texts]
        lines = [line for line in parsed if isinstance(line, _Line)]
        memory = Memory()
        self._look_up(lines, memory)
        self._check_signatures(_undone(lines), memory)
        while undone := _undone(lines):
            self._subjects.recall(_named_identifiers(undone), memory.people)
            admitted = self._decide(undone, memory)
            contested = self._append(admitted, memory)
            self._forget_people([*contested, *(line for line in admitted if _new_subject(line, memory))], memory)
            self._resolve(contested, memory)
        return [cast("Outcome", line.outcome) if isinstance(line, _Line) else line for line in parsed]

    def _look_up(self, lines: Sequence[_Line], memory: Memory) -> None:
        """Answer what was recorded before, and find where the identifiers of the rest lead: one question for both."""
        unknown = self._subjects.unremembered(_named_identifiers(lines))
        heads = self._heads.of([*(line.id_tag for line in lines), *map(pseudonym_tag, unknown)])
        memory.people.update(self._subjects.standings(unknown, heads))
        for line in lines:
            if line.id_tag in heads:
                line.outcome = self._repetition(line.statement, heads[line.id_tag])

    def _repetition(self, statement: Statement, head: Head) -> Outcome:
        receipt = self._receipts.at(head.position)
        recorded: str | None = receipt.statement.jwt
        if receipt.statement.iss == PLATFORM:  # the platform's event around a request, unless that was erased
            recorded, disclosures = self._wrapped.at(head.position)
            receipt = replace(receipt, disclosures=disclosures)
        if recorded not in {None, statement.jwt}:
            return Refused(StatementIdReusedError())
        return Accepted(receipt, is_new=False)

    def _check_signatures(self, lines: Sequence[_Line], memory: Memory) -> None:
        errors = self._signatures.check([line.statement for line in lines], memory)
        for line, error in zip(lines, errors, strict=True):
            if error is not None:
                line.outcome = Refused(error)

    def _decide(self, lines: Sequence[_Line], memory: Memory) -> list[_Line]:
        """Decide what can be decided now; give back what was admitted.

        Of several facts about one subject that is new, only the first is taken: the others find its file open later.
        """
        now = self._clock()
        admitted: list[_Line] = []
        opening: set[Identifier] = set()
        for line in lines:
            new = _new_subject(line, memory)
            if new in opening:
                continue
            try:
                line.admitted = self._admit_on_fresh_states(line, memory, now)
            except (Refusal, SubmissionError) as error:
                line.outcome = Refused(error)
            else:
                admitted.append(line)
                new = _new_subject(line, memory)
                if new is not None:
                    opening.add(new)
        return admitted

    def _admit_on_fresh_states(self, line: _Line, memory: Memory, now: datetime) -> Admitted:
        """Admit a line; what remembered states refuse is decided once more on fresh ones."""
        try:
            return self._admit(line, memory, now)
        except Refusal:
            if line.knowledge is None or not line.knowledge.refresh():
                raise
            return self._admit(line, memory, now)
        except SubjectKeysMissingError:
            # Whoever was erased since he was looked up has no keys any more, and begins anew.
            self._look_up_again(_named_identifiers([line]), memory)
            return self._admit(line, memory, now)

    def _admit(self, line: _Line, memory: Memory, now: datetime) -> Admitted:
        statement = line.statement
        admit = self._admissions.get(statement.vct)
        if admit is None:
            raise NotSubmittableError
        check_issued_at(statement.iat, now)
        event, tags = _read(statement)
        line.knowledge = Knowledge(self._book, memory)
        return admit(Incoming(statement, event, tags, Signer(statement.iss, statement.kid), line.knowledge, now))

    def _append(self, lines: Sequence[_Line], memory: Memory) -> list[_Line]:
        """Record what was admitted; give back the lines whose decision something new has overtaken."""
        outcomes = self._sequencer.append_all([cast("Admitted", line.admitted).request for line in lines])
        return [line for line, outcome in zip(lines, outcomes, strict=True) if not self._answer(line, outcome, memory)]

    def _forget_people(self, lines: Sequence[_Line], memory: Memory) -> None:
        """Look people up again whose files were opened, or whose standing failed a decision."""
        self._look_up_again([one for line in lines if line.admitted for one in line.admitted.identifiers], memory)

    def _look_up_again(self, stale: Sequence[Identifier], memory: Memory) -> None:
        self._subjects.forget(stale)
        for identifier in stale:
            memory.people.pop(identifier, None)
        if stale:
            memory.keys.clear()

    def _answer(self, line: _Line, outcome: Appended | LogError, memory: Memory) -> bool:
        """Answer a line as the recorder did; False if the decision has to be looked at again."""
        if isinstance(outcome, Appended):
            taken_up = cast("Admitted", line.admitted).statement
            recorded = taken_up or line.statement
            key_after = memory.load(self._book.keys, recorded.kid).after
            receipt = self._receipts.of(outcome, len(outcome.positions) - 1, recorded, key_after)
            if taken_up is not None:
                receipt = replace(receipt, disclosures=disclosures_of(taken_up))
            line.outcome = Accepted(receipt, is_new=True)
        elif isinstance(outcome, ConditionFailedError | DecisionExpiredError):
            return False
        else:
            line.outcome = Refused(outcome)
        return True

    def _resolve(self, contested: Sequence[_Line], memory: Memory) -> None:
        """Say what a failed condition means: recorded before, or to be decided again."""
        memory.expire()
        heads = self._heads.of([tag for line in contested for tag in _unique_tags(line)])
        for line in contested:
            admitted = cast("Admitted", line.admitted)
            line.attempts += 1
            if admitted.paper in heads:
                memory.papers.add(admitted.paper)
            if line.id_tag in heads:
                line.outcome = self._repetition(line.statement, heads[line.id_tag])
            elif admitted.document in heads:
                line.outcome = Refused(FactRecordedBeforeError(heads[admitted.document].position))
            elif fact_tag(line.statement.jti) in heads:  # a fact of another issuer has this id
                line.outcome = Refused(StatementIdReusedError())
            elif line.attempts == ATTEMPTS:
                line.outcome = Refused(DecisionContestedError())
            else:
                cast("Knowledge", line.knowledge).refresh()


def _parse(text: str) -> _Line | Refused:
    try:
        return _Line.of(parse(text))
    except StatementError as error:
        return Refused(error)


def _read(statement: Statement) -> tuple[Event, Tags]:
    """Read what a statement says; a request has no tags but its id, the event around it will have others."""
    if statement.vct in REQUEST_TOPICS:
        request = parse_request(statement.vct, statement.plain, statement.disclosed)
        return request, Tags(private=(jti_tag(statement.iss, statement.jti),))
    event = parse_event(statement.vct, statement.plain, statement.disclosed)
    return event, tags_of(event, iss=statement.iss, jti=statement.jti)


def _undone(lines: Sequence[_Line]) -> list[_Line]:
    return [line for line in lines if line.outcome is None]


def _unique_tags(line: _Line) -> list[str]:
    admitted = line.admitted
    if admitted is None or admitted.document is None or admitted.paper is None:
        return [line.id_tag]
    return [line.id_tag, admitted.document, admitted.paper, fact_tag(line.statement.jti)]


def _named_identifiers(lines: Sequence[_Line]) -> list[Identifier]:
    found = dict.fromkeys(identifier for line in lines for identifier in (line.subject, line.representative))
    return [identifier for identifier in found if identifier is not None]


def _new_subject(line: _Line, memory: Memory) -> Identifier | None:
    """Give the subject of a fact if the batch knows of no open file for it."""
    standing = None if line.subject is None else memory.people.get(line.subject)
    return line.subject if standing is not None and not standing.is_open else None
