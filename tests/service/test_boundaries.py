"""Boundaries: many states are read like one, and remembered like one."""

from unittest.mock import patch

from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.agency.state import AgencyState
from domain.agency.state import evolve as evolve_agency
from domain.tags import agency_tag
from ledger.intake.sample.codes import organisation_code, unified_code
from ledger.service.boundary import Boundaries, Fold, LogTags
from ledger.service.ledger import Ledger
from tests.town import BUREAU, CENTRE, record, root_statement

AGENCIES = [unified_code("11", "370481", organisation_code("BDY", number)) for number in range(3)]


def boundaries(ledger: Ledger) -> Boundaries[AgencyState]:
    return Boundaries(LogTags(ledger.pool, ledger.source), Fold(agency_tag, AgencyState, evolve_agency))


def test_many_states_are_read_as_one_by_one_unknown_and_repeated_ones_too(town: Ledger) -> None:
    for code in AGENCIES:
        record(town, root_statement(AgencyEnrolled(agency=code, name="滕州市示例局", roles=("provider",))))
    record(town, root_statement(AgencyClosed(agency=AGENCIES[1])))
    names = [*AGENCIES, CENTRE, "113704810000000000", BUREAU, CENTRE]
    many, single = boundaries(town), boundaries(town)
    assert many.read_many(names) == [single.read(name) for name in names]
    assert many.read_many([]) == []
    assert [many.load(name) for name in names] == [single.load(name) for name in names]


def test_the_lists_of_the_ledger_ask_as_often_for_many_as_for_few(town: Ledger) -> None:
    def questions() -> int:
        with (
            patch.object(town.source, "at", wraps=town.source.at) as at,
            patch.object(town.source, "tagged", wraps=town.source.tagged) as tagged,
        ):
            found = town.agencies()
        assert [one.agency for one in found] == sorted(one.agency for one in found)
        return int(at.call_count + tagged.call_count)

    few = questions()
    for code in AGENCIES:
        record(town, root_statement(AgencyEnrolled(agency=code, name="滕州市示例局", roles=("provider",))))
    assert questions() == few == 3
    assert len(town.agencies()) == 2 + len(AGENCIES)
    assert [item.item for item in town.catalogue()] == ["xzcf", "xzxk"]


def test_a_thread_that_read_less_of_the_log_does_not_overwrite_what_is_remembered(town: Ledger) -> None:
    known = boundaries(town)
    old = LogTags(town.pool, town.source).records_of([agency_tag(BUREAU)])
    record(town, root_statement(AgencyClosed(agency=BUREAU)))
    new = known.read(BUREAU)
    with patch.object(known, "_tags") as tags:
        tags.records_of.return_value = old
        assert known.read(BUREAU).after < new.after
    assert known.load(BUREAU) == new
