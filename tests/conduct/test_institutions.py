"""Root, credit centre and platform are judged as everybody else is: keys, agencies, catalogue, law, files."""

from typing import Any

import pytest

from domain.agency.events import AgencyClosed, AgencyEnrolled
from domain.catalogue.events import CatalogueItemPublished
from domain.definition.events import ListDefined, MeasureDefined, PurposeDefined
from domain.key.events import KeyEnrolled, KeyRevoked
from domain.listing.events import HearingHeld
from domain.measure.events import MeasureApplied, MeasureEnded
from domain.registry import EVENTS
from domain.rule.pack import RULE_PACK
from domain.subject.events import IdentifierLinked, IdentifierUnlinked, SubjectOpened
from tests.conduct.raw_log import HOLDERS, SUBJECT_ID, codes
from tests.conduct.raw_town import LISTING, RawTown, founded
from tests.due_town import COMPANY_WHO, PUBLIC_PENALTY, PURPOSE, RESTRICTION, SERIOUS
from tests.town import BUREAU
from tests.verify.sample_log import kid_of, public_key, url64
from verify.conduct.invariants import invariant_of, invariant_of_topic
from verify.conduct.kinds import KINDS
from verify.conduct.table import JUDGES
from verify.conduct.topics import topic_name
from verify.schema import EVENTS as SCHEMAS


@pytest.fixture
def town() -> RawTown:
    return founded()


def test_every_event_has_its_judge_and_its_name() -> None:
    assert set(JUDGES) == set(EVENTS)
    assert {one.TOPIC for one in EVENTS} == set(SCHEMAS)
    names = {topic_name(topic, is_chinese=True) for topic in SCHEMAS}
    assert len(names) == len(SCHEMAS) == 53
    assert topic_name("urn:chengjian:case-filed:v1", is_chinese=False) == "case-filed"


def test_every_event_is_held_against_an_invariant() -> None:
    assert {invariant_of_topic(topic) for topic in SCHEMAS} >= {f"INV-{n}" for n in (1, 4, 6, 7, 8, 9, 10, 11, 14, 15)}
    assert invariant_of("prohibited-content", "urn:chengjian:fact-recorded:v1") == "INV-2"
    assert invariant_of("case-date", "urn:chengjian:case-decided:v1") == "INV-9"
    assert all(KINDS.values())


def test_keys_are_judged(town: RawTown) -> None:
    town.log.enrol_key(HOLDERS["bureau"], "third")
    town.log.rotate_key(HOLDERS["bureau"], "third", "fourth")
    town.log.revoke_key(HOLDERS["bureau"], "fourth")
    town.log.enrol_key("platform", "platform-2")
    assert town.broken() == []


def test_a_holder_may_end_a_key_of_its_own(town: RawTown) -> None:
    town.record(KeyRevoked(holder=HOLDERS["bureau"], kid=kid_of("second"), reason="lost"), "bureau")
    assert town.broken() == []


def test_a_key_enrolled_for_a_body_that_takes_no_part_is_found(town: RawTown) -> None:
    holder = "agency:11370481FAKE00050N"
    event = KeyEnrolled(holder=holder, kid=kid_of("nobody"), public_key=url64(public_key("nobody")))
    position = town.record(event, "root")
    assert town.broken() == [(position, "INV-15", "agency-unknown")]


def test_a_body_closed_twice_is_found(town: RawTown) -> None:
    town.record(AgencyClosed(agency=BUREAU), "root")
    position = town.record(AgencyClosed(agency=BUREAU), "root")
    assert town.broken() == [(position, "INV-15", "agency-closed")]


def test_a_body_enrolled_twice_is_found(town: RawTown) -> None:
    position = town.record(AgencyEnrolled(agency=BUREAU, name="滕州市示例局", roles=("provider",)), "root")
    assert town.broken() == [(position, "INV-15", "agency-already-enrolled")]


def test_an_item_published_by_a_body_without_the_role_is_found(town: RawTown) -> None:
    position = town.record(CatalogueItemPublished.from_claims({**PUBLIC_PENALTY, "item": "x-1"}, {}), "bureau")
    assert town.broken() == [(position, "INV-15", "agency-role")]


@pytest.mark.parametrize(
    ("event", "rule"),
    [
        (RULE_PACK[0], "INV-9"),
        (ListDefined.from_claims(dict(SERIOUS), {}), "INV-1"),
        (MeasureDefined.from_claims(dict(RESTRICTION), {}), "INV-6"),
        (PurposeDefined.from_claims(dict(PURPOSE), {}), "INV-14"),
    ],
)
def test_a_version_of_the_law_published_twice_is_found(town: RawTown, event: Any, rule: str) -> None:
    position = town.record(event, "centre")
    ((at, found, code),) = town.broken()
    assert (at, found) == (position, rule)
    assert code.endswith("version-order")


def spine(town: RawTown, kind: Any, **changes: Any) -> int:
    said = {"subject.id": SUBJECT_ID, **COMPANY_WHO, **changes}
    plain = {"secret_commitment": url64(bytes(32))} if kind is SubjectOpened else {}
    return town.record(kind.from_claims(plain, said), "platform")


def test_a_second_file_for_one_code_is_found(town: RawTown) -> None:
    other = "0190a5b0-0000-4000-8000-000000000002"
    position = spine(town, SubjectOpened, **{"subject.id": other, "subject.kind": "ENT"})
    assert town.broken() == [(position, "INV-15", "identifier-taken")]


def test_links_between_codes_are_judged(town: RawTown) -> None:
    old = {"subject.identifier_type": "social", "subject.identifier": "51370481MJE", "subject.evidence": "登记档案"}
    linked = spine(town, IdentifierLinked, **old)
    unlinked = spine(town, IdentifierUnlinked, **old)
    again = spine(town, IdentifierUnlinked, **old)
    assert town.broken() == [(again, "INV-15", "identifier-not-linked")]
    assert linked < unlinked


def test_a_measure_ended_and_a_hearing_held_are_judged(town: RawTown) -> None:
    fact = town.penalty()
    town.notice(fact)
    town.on("2026-05-06")
    said = {"subject.record": "听证笔录〔2026〕1号", "subject.evidence": ""}
    town.by("bureau", HearingHeld, said, listing=LISTING, announced_on="2026-04-21", held_on="2026-05-06")
    town.on("2026-05-07")
    town.decision(fact)
    town.on("2026-05-08")
    town.publication()
    plain = {"listing": LISTING, "measure": "procurement-ban", "measure_version": 1, "applied_on": town.today}
    applied = town.by("centre", MeasureApplied, {"subject.content": "一年内限制参加政府采购活动"}, **plain)
    ending = {"listing": LISTING, "application": town.jtis[applied], "ground": "performed"}
    said = {"subject.reason": "已履行完毕"}
    town.by("centre", MeasureEnded, said, **ending, ended_on=town.today)
    assert town.broken() == []


def test_a_repair_granted_by_a_body_that_never_took_it_up_is_found(town: RawTown) -> None:
    fact = town.penalty(tier="general")
    town.on("2026-07-20")
    town.repair_of(fact)
    assert codes(town.judged().judgments) == []
    position = town.repair_granted(fact)
    assert town.broken() == [(position, "INV-10", "repair-not-accepted")]


def test_a_case_taken_up_that_was_never_filed_is_found(town: RawTown) -> None:
    position = town.accepted()
    assert town.broken() == [(position, "INV-9", "case-unknown")]
