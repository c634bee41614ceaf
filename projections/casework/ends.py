"""Adverse facts that everybody may see until a day: where they stand, and that day by the rules of their entry.

Whether it has come is computed anew by whoever acts on it. A rule or an item published later may end a fact earlier
than it says here; then the platform says so late, and nobody sees the difference (INV-7). What ended by time stays
here with that day, so that anybody can be told whether it is still shown; what fell before its time does not.
Licences and honours are those of the public list.

An event that names several facts says nothing here about each: erasing one of them takes the event's words about the
others, and a rebuild would find something else. They stay candidates, which is harmless.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from domain.case.events import CaseFiled
from domain.case.matters import Matters
from domain.catalogue.state import ItemVersion
from domain.fact.events import FactCorrected, FactRecorded
from domain.fact.state import FactState, FactTerms
from domain.standing.fact import display_fact
from domain.standing.versions import Versions, versions_of
from ledger.service.folds import FACT, ITEM
from ledger.service.records import Names, Record
from projections.casework.cases import erase_target, settle
from projections.casework.folding import Folding, entry_day, identifier_in, named
from projections.casework.listings import Fall, end_all, forget_falls, lose_grounds, say_expired

_TERMS = Names(
    "subject.identifier_type",
    "subject.identifier",
    "subject.kind",
    "subject.tier",
    "subject.is_summary",
    "subject.act_date",
    "subject.act_end_date",
    "subject.status",
    "subject.valid_to",
    "subject.penalty_until",
    "subject.publicity_until",
)
_STANDING = frozenset({FactRecorded.TOPIC, FactCorrected.TOPIC, CaseFiled.TOPIC})
_NOTHING: Final = Matters()
"""What came up about a fact does not move its day."""


class OpenItems:
    """Versions of adverse items whose records everybody may see; what was published under a number never changes."""

    def __init__(self) -> None:
        """Know none yet."""
        self._known: dict[tuple[str, int], ItemVersion | None] = {}

    def of(self, folding: Folding, record: Record) -> ItemVersion | None:
        """Give the version that a fact names; None if its records are not for everybody."""
        claims = record.claims
        place = (claims["item"], claims["item_version"])
        if place not in self._known:
            version = folding.state(ITEM, place[0], record).version(place[1])
            self._known[place] = version if version is not None and _is_open(version) else None
        return self._known[place]


def _is_open(version: ItemVersion) -> bool:
    return version.disclosure == "public" and version.is_adverse


def record_fact(items: OpenItems, folding: Folding, record: Record) -> None:
    """A fact was recorded."""
    version = items.of(folding, record)
    if version is not None:
        _add(folding, record, version, record.position, record.fact())


def correct_fact(items: OpenItems, folding: Folding, record: Record) -> None:
    """A fact's fields were replaced, and its day with them; what it bears no longer is without effect."""
    names = named(record, "subject.fact")
    facts = folding.fact_digests(names)
    _remove(folding, facts)
    settle(folding, facts)
    lose_grounds(folding, record, names, Fall(entry_day(record), None, record.claims["reason"]))
    version = items.of(folding, record)
    for name, fact in zip(names, facts, strict=True) if version is not None else ():
        places = folding.source.tagged(folding.cursor, [fact], stop=record.position).get(fact, [])
        if places and all(place.topic in _STANDING for place in places):
            _add_corrected(folding, record, places[0].position, name, fact)


def _add(folding: Folding, record: Record, version: ItemVersion, recorded: int, fact: bytes) -> None:
    state = _state(record, version)
    if state is not None:
        _write(folding, record, recorded, fact, state, Versions((version,), version))


def _add_corrected(folding: Folding, record: Record, recorded: int, name: str, fact: bytes) -> None:
    """Take all its statements together: a correction never moves the day to a later one."""
    state = folding.state(FACT, name, record)
    versions = versions_of(state, folding.state(ITEM, state.item, record), entry_day(record))
    if state.subject is not None and versions is not None:
        _write(folding, record, recorded, fact, replace(state, matters=_NOTHING), versions)


def _write(folding: Folding, record: Record, recorded: int, fact: bytes, state: FactState, versions: Versions) -> None:
    display = display_fact(state, (), versions, law=folding.law(record), today=entry_day(record))
    if display.is_publishable and display.ends_on is not None:
        folding.writes.add(recorded, record.file(), fact, display.ends_on)


def _state(record: Record, version: ItemVersion) -> FactState | None:
    values = record.values(_TERMS)
    subject = identifier_in(values)
    if subject is None:
        return None
    return FactState(
        record.jti,
        item=version.item,
        item_version=version.version,
        decided_on=date.fromisoformat(record.claims["decided_on"]),
        subject=subject,
        recorded_at=record.position,
        terms=FactTerms.of(values),
    )


def withdraw_fact(folding: Folding, record: Record) -> None:
    """A fact no longer stands; when that was decided the withdrawal does not say."""
    _fall(folding, record, named(record, "subject.fact"), Fall(entry_day(record), None, record.claims["ground"]))


def erase_fact(folding: Folding, record: Record) -> None:
    """A fact's data are destroyed."""
    facts = named(record, "subject.record")
    _fall(folding, record, facts, None)
    forget_falls(folding, record, facts)
    erase_target(folding, folding.fact_digests(facts))


def revoke(folding: Folding, record: Record) -> None:
    """Decisions behind facts or listings no longer stand."""
    claims = record.claims
    end_all(folding, record, claims.get("listings") or (), claims["ground"])
    _fall(folding, record, _only_fact(record), Fall(entry_day(record), claims["decided_on"], claims["ground"]))


def grant_repair(folding: Folding, record: Record) -> None:
    """Publicity and use of records end before their time."""
    claims = record.claims
    end_all(folding, record, claims.get("listings") or (), "repaired")
    _fall(folding, record, _only_fact(record), Fall(entry_day(record), claims["decided_on"], "repaired"))


def say_publicity_ended(folding: Folding, record: Record) -> None:
    """The platform said that the publicity of a record is over."""
    say_expired(folding, record)
    facts = folding.fact_digests(_only_fact(record))
    if facts:
        folding.writes.change("close_ends", facts=facts, day=record.claims["ended_on"])
    settle(folding, facts)


def _only_fact(record: Record) -> tuple[str, ...]:
    facts = named(record, "subject.facts")
    return facts if len(facts) == 1 else ()


def _fall(folding: Folding, record: Record, facts: tuple[str, ...], fall: Fall | None) -> None:
    _end_facts(folding, facts)
    lose_grounds(folding, record, facts, fall)


def _end_facts(folding: Folding, facts: tuple[str, ...]) -> None:
    _remove(folding, folding.fact_digests(facts))
    settle(folding, folding.fact_digests(facts))


def _remove(folding: Folding, facts: list[bytes]) -> None:
    if facts:
        folding.writes.change("remove_ends", facts=facts)
