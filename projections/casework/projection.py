"""Procedures under way: where they stand in the log, which clocks run, and whom they wait for.

Like every read model here it holds no content. What stands in the log in plain is kept as it is: ids, kinds, days,
lists, who signed; whose record a case is about, and who has to confirm a recall, is kept as a keyed digest.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar

from psycopg import Cursor

from domain.case.events import CaseAccepted, CaseDecided, CaseEscalated, CaseFiled
from domain.clock.events import ClockBreached, PublicityEnded
from domain.disclosure.events import RecallConfirmed, RecallOrdered
from domain.fact.events import FactCorrected, FactRecorded, FactWithdrawn
from domain.listing.events import (
    CourtListMirrored,
    ListingDecided,
    ListingEnded,
    ListingPublished,
    NoticeServed,
    ReplyWaived,
)
from domain.repair.events import RepairAccepted, RepairApplied, RepairGranted, RepairRefused
from domain.revocation.events import DecisionRevoked
from domain.rule.events import RulePublished
from domain.subject.events import RecordErased, SubjectErased
from ledger.service.records import Record, RecordSource
from projections.casework import cases, ends, listings
from projections.casework.folding import Folding
from projections.projection import Projection, Table
from projections.writes import Write

Step = Callable[[Folding, Record], None]


class CaseworkProjection(Projection):
    """Cases, applications for repair, listings, recalls, and facts whose publicity ends by time."""

    name: ClassVar[str] = "casework"
    version: ClassVar[int] = 3
    tables: ClassVar[tuple[Table, ...]] = (
        Table(
            "casework_case",
            (
                "position",
                "id",
                "kind",
                "subject",
                "bodies",
                "targets",
                "is_organisation",
                "edition",
                "filed_on",
                "accepted_on",
                "accepted_by",
                "needs_help",
                "escalated_on",
                "outcome",
                "decided_on",
                "decided_by",
                "is_owed",
                "breaches",
            ),
            ("position",),
        ),
        Table(
            "casework_listing",
            (
                "position",
                "id",
                "list",
                "body",
                "subject",
                "is_court",
                "served_on",
                "reply_until",
                "waived_on",
                "decided_on",
                "published_on",
                "ends_on",
                "ended_on",
                "end_decided_on",
                "end_ground",
                "fell_on",
                "fall_decided_on",
                "fall_ground",
            ),
            ("position",),
        ),
        Table("casework_recall", ("position", "id", "subject", "unit", "due_on", "confirmed_on"), ("position",)),
        Table("casework_end", ("position", "subject", "fact", "ends_on", "ended_on"), ("position",)),
    )

    def __init__(self, source: RecordSource) -> None:
        """Keep the source, whose tag key names bodies and subjects."""
        self._source = source
        items = ends.OpenItems()
        self._steps: Mapping[str, Step] = {
            **_STEPS,
            FactRecorded.TOPIC: partial(ends.record_fact, items),
            FactCorrected.TOPIC: partial(ends.correct_fact, items),
        }

    def fold(self, cursor: Cursor[Any], records: Iterable[Record]) -> list[Write]:
        """Turn records into writes."""
        folding = Folding(cursor, self._source)
        for record in records:
            step = self._steps.get(record.topic)
            if step is not None:
                step(folding, record)
        return folding.writes.all()


def _decide_repair(folding: Folding, record: Record) -> None:
    ends.grant_repair(folding, record)
    cases.decide_repair(folding, record)


def _erase_subject(folding: Folding, record: Record) -> None:
    subject = record.file()
    if subject is not None:
        folding.writes.change("erase_subject", subject=subject)


_STEPS: Mapping[str, Step] = MappingProxyType(
    {
        CaseFiled.TOPIC: cases.file_case,
        CaseAccepted.TOPIC: cases.accept_case,
        CaseDecided.TOPIC: cases.decide_case,
        CaseEscalated.TOPIC: cases.escalate_case,
        ClockBreached.TOPIC: cases.breach_case,
        RepairApplied.TOPIC: cases.apply_for_repair,
        RepairAccepted.TOPIC: cases.accept_repair,
        RepairGranted.TOPIC: _decide_repair,
        RepairRefused.TOPIC: cases.decide_repair,
        NoticeServed.TOPIC: listings.serve_notice,
        CourtListMirrored.TOPIC: listings.mirror,
        ReplyWaived.TOPIC: listings.waive,
        ListingDecided.TOPIC: listings.decide,
        ListingPublished.TOPIC: listings.publish,
        ListingEnded.TOPIC: listings.end,
        DecisionRevoked.TOPIC: ends.revoke,
        PublicityEnded.TOPIC: ends.say_publicity_ended,
        FactWithdrawn.TOPIC: ends.withdraw_fact,
        RecordErased.TOPIC: ends.erase_fact,
        SubjectErased.TOPIC: _erase_subject,
        RecallOrdered.TOPIC: listings.order_recall,
        RecallConfirmed.TOPIC: listings.confirm_recall,
        RulePublished.TOPIC: Folding.forget_law,
    }
)
