"""From what is on record about a subject to what is answered, part by part; only fields asked for are kept."""

from collections.abc import Collection, Mapping, Sequence

from api.facts import mark_models
from api.looks.models import (
    Door,
    FileCase,
    FileClock,
    FileCommitment,
    FileFact,
    FileListing,
    FileLook,
    FileRecall,
    FileRepair,
    FileStep,
)
from api.moments import rfc3339
from api.shapes import shaped
from domain.listing.events import CourtListMirrored, ListingDecided, ListingPublished
from projections.profile.view import (
    Clock,
    Profile,
    ProfileFact,
    ProfileListing,
    ProfileStep,
    RepairDoor,
    Value,
)

_OF_LISTINGS = frozenset({ListingDecided.TOPIC, ListingPublished.TOPIC, CourtListMirrored.TOPIC})
_SAYING = frozenset(
    {
        "subject.document_no",
        "subject.kind",
        "subject.legal_basis",
        "subject.measures",
        "subject.name",
        "subject.reason",
        "subject.removal_conditions",
        "subject.summary",
    }
)
"""What bodies are shown of a listing: what was decided and published, not what was said in the procedure."""

Wanted = Collection[str] | None
"""Names of disclosures asked for; None: all."""


def fact_part(fact: ProfileFact, wanted: Wanted, *, is_whole: bool) -> FileFact:
    """Give one record."""
    display = fact.display
    return shaped(
        FileFact,
        fact,
        recorded_at=rfc3339(fact.time_ms),
        state=fact.state.value,
        ended_by="" if display is None else display.ended_by,
        end_reason="erased" if display is None else display.end_reason,
        marks=mark_models(fact.marks),
        fields=_kept(fact.fields, wanted),
        repair=_door(fact.repair) if is_whole else None,
    )


def listing_part(listing: ProfileListing, wanted: Wanted, *, is_whole: bool) -> FileListing:
    """Give one listing."""
    state, display = listing.state, listing.display
    said = [step.fields for step in listing.steps if step.topic in _OF_LISTINGS]
    fields = {name: value for one in said for name, value in one.items() if name in _SAYING}
    return FileListing(
        listing=state.listing,
        list_id=state.list_id,
        list_name=listing.list_name,
        issuer=state.iss,
        tier=state.tier,
        decided_on=state.decided_on,
        published_at=state.published_at,
        ends_on=display.ends_on,
        ended_by=display.ended_by,
        end_reason=display.end_reason,
        is_effective=display.is_effective,
        marks=mark_models(listing.marks),
        facts=list(state.facts),
        measures=[one.measure for one in listing.running],
        fields=_kept(fields, wanted),
        repair=_door(listing.repair) if is_whole else None,
        steps=_steps(listing.steps, wanted) if is_whole else [],
    )


def case_parts(profile: Profile, wanted: Wanted) -> list[FileCase]:
    """Give the cases."""
    return [
        shaped(FileCase, one.state, clock=_clock(one.clock), steps=_steps(one.steps, wanted)) for one in profile.cases
    ]


def repair_parts(profile: Profile, wanted: Wanted) -> list[FileRepair]:
    """Give the applications for repair."""
    return [
        shaped(
            FileRepair,
            one.state,
            acceptance=_clock(one.acceptance),
            decision=_clock(one.decision),
            steps=_steps(one.steps, wanted),
        )
        for one in profile.repairs
    ]


def commitment_parts(profile: Profile, wanted: Wanted) -> list[FileCommitment]:
    """Give the commitments."""
    return [shaped(FileCommitment, one.state, steps=_steps(one.steps, wanted)) for one in profile.commitments]


def look_parts(profile: Profile) -> list[FileLook]:
    """Give the looks of everybody."""
    return [shaped(FileLook, one, recorded_at=rfc3339(one.time_ms)) for one in profile.looks]


def recall_parts(profile: Profile) -> list[FileRecall]:
    """Give the recalls."""
    return [shaped(FileRecall, one.state, is_overdue=one.is_overdue) for one in profile.recalls]


def _steps(steps: Sequence[ProfileStep], wanted: Wanted) -> list[FileStep]:
    return [
        shaped(
            FileStep, one, recorded_at=rfc3339(one.time_ms), fields=_kept(one.fields, wanted), claims=dict(one.claims)
        )
        for one in steps
    ]


def _kept(fields: Mapping[str, Value], wanted: Wanted) -> dict[str, Value]:
    return {name: value for name, value in fields.items() if wanted is None or name in wanted}


def _clock(clock: Clock) -> FileClock:
    due = clock.due
    return FileClock(
        due_on=None if due is None else due.day,
        rule=None if due is None else due.rule.rule,
        is_known=clock.is_known,
        is_overdue=clock.is_overdue,
    )


def _door(door: RepairDoor | None) -> Door | None:
    if door is None:
        return None
    found = door.eligibility
    return Door(
        is_open=None if found is None else found.is_open,
        from_day=None if found is None else found.from_day,
        rule=None if found is None or found.rule is None else found.rule.rule,
        missing=[] if found is None else list(found.missing),
        zh=door.zh,
        en=door.en,
    )
