"""From the moment on which something ends or is contested, every endpoint says so, with every worker stopped."""

from collections.abc import Iterator, Mapping
from datetime import timedelta

import orjson
from hypothesis import given

from domain.case.events import CaseDecided
from tests.api.due import look, object_to, standing_still
from tests.api.due_process.reader import (
    ASKED,
    FACT_ENDS,
    FUZZ,
    LISTING_ENDS,
    QUERIES,
    READING,
    SAYS,
    SHOWING,
    Reader,
    objects_of,
)
from tests.due_town import OWN_KEY, DueTown
from tests.service.test_due_process import listed, with_own_key
from tests.town import COMPANY


def test_inv_7_at_its_end_and_a_second_later_no_endpoint_shows_an_item_though_every_worker_stands_still(
    town: DueTown,
) -> None:
    fact, listing = listed(town)
    with standing_still(town) as client:
        reader = Reader(client, fact, listing)
        town.clock.on(LISTING_ENDS, hour=0)
        town.clock.now -= timedelta(seconds=1)
        before = {one: reader.ask(one, {}) for one in READING}
        showing = {name for name, answer in before.items() if COMPANY in orjson.dumps(answer).decode()}
        assert showing == SHOWING

        @FUZZ
        @given(ASKED, QUERIES)
        def nothing_of_the_listing(operation: str, query: Mapping[str, object]) -> None:
            for shown in objects_of(reader.ask(operation, query)):
                assert not (shown.get("listing") == listing and "fields" in shown)

        @FUZZ
        @given(ASKED, QUERIES)
        def nothing_of_anything(operation: str, query: Mapping[str, object]) -> None:
            answer = reader.ask(operation, query)
            if operation == "lookAtFile":
                assert answer["facts"] == answer["listings"] == []
            elif answer is not None:
                told = orjson.dumps(answer).decode()
                assert not [one for one in SAYS if one in told]

        for ends_on, nothing in ((LISTING_ENDS, nothing_of_the_listing), (FACT_ENDS, nothing_of_anything)):
            for seconds in (0, 1):
                town.clock.on(ends_on, hour=0)
                town.clock.now += timedelta(seconds=seconds)
                nothing()


def test_inv_8_from_filing_to_decision_every_endpoint_that_shows_the_record_shows_the_mark(town: DueTown) -> None:
    fact, listing = listed(town)
    with_own_key(town)
    with standing_still(town) as client:
        reader = Reader(client, fact, listing)
        before = town.ledger.reader.size()
        of_fact, of_listing = object_to(town, "fact", fact), object_to(town, "listing", listing)

        def marks_of(operation: str, query: Mapping[str, object]) -> Iterator[tuple[str, set[str]]]:
            for shown in objects_of(reader.ask(operation, query)):
                case = {fact: of_fact, listing: of_listing}.get(str(shown.get("listing") or shown.get("jti")))
                if case is not None and shown.get("fields"):
                    yield case, {mark.get("case") for mark in shown["marks"]}

        seen: set[str] = set()

        @FUZZ
        @given(ASKED, QUERIES)
        def marked(operation: str, query: Mapping[str, object]) -> None:
            for case, marks in marks_of(operation, query):
                assert case in marks
                seen.add(operation)

        marked()
        assert seen == SHOWING
        earlier = [marks for one in SHOWING for _, marks in marks_of(one, {"as_of": before})]
        assert sorted(earlier, key=sorted) == sorted([{of_fact}] * 2 + [{of_fact, of_listing}] * 3, key=sorted)
        own = look(client, OWN_KEY, "self-access").json()
        assert [[mark["case"] for mark in one["marks"]] for one in own["facts"]] == [[of_fact]]
        assert [{mark["case"] for mark in one["marks"]} for one in own["listings"]] == [{of_fact, of_listing}]
        for case in (of_fact, of_listing):
            reason = {"subject.reason": "异议人未说明理由，不予受理", "subject.evidence": ""}
            plain = {"case": case, "outcome": "inadmissible", "decided_on": town.clock.today}
            town.send(town.as_centre(CaseDecided, reason, **plain))
        decided = [marks for one in READING for _, marks in marks_of(one, {})]
        assert decided
        assert not set.union(*decided)
