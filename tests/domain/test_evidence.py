"""Attachments are named by salted digests: well spelled, ascending, not too many, and each a private tag."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.claims import encode_key
from domain.entitlement import require_disclosures
from domain.event import Event
from domain.evidence import MOST_ATTACHMENTS, evidence_of, has_evidence, require_evidence
from domain.fact.events import FactRecorded
from domain.refusal import Refusal
from domain.registry import EVENTS, parse_event
from domain.request.events import REQUESTS
from domain.tagging import tags_of
from tests.domain.builders import COMPANY
from tests.domain.due_process_examples import DUE_PROCESS
from tests.domain.test_events import EXAMPLES

NAMING = [event for event in (*EVENTS, *REQUESTS) if "subject.evidence" in (event.DISCLOSURES or {})]
WORDS = {"identifier-linked", "identifier-unlinked"}


def name(number: int) -> str:
    return encode_key(number.to_bytes(32, "big"))


def answered(evidence: str) -> Event:
    plain, disclosed = DUE_PROCESS["case-answered"]
    return parse_event("urn:chengjian:case-answered:v1", plain, {**disclosed, "subject.evidence": evidence})


def refusal_of(evidence: str) -> str:
    with pytest.raises(Refusal) as caught:
        require_disclosures(answered(evidence))
    assert caught.value.pointer == "/subject.evidence"
    return caught.value.code


@pytest.mark.parametrize("event", NAMING, ids=lambda event: event.__name__)
def test_every_event_with_evidence_names_attachments_but_the_links_of_identifiers(event: type[Event]) -> None:
    short = event.TOPIC.split(":")[2]
    one = event.model_construct(disclosed={"subject.evidence": f"{name(1)},{name(2)}"})
    assert has_evidence(one) == (short not in WORDS)
    assert evidence_of(one) == (() if short in WORDS else (name(1), name(2)))


def test_words_that_a_link_of_identifiers_rests_on_are_no_attachments() -> None:
    plain, disclosed = EXAMPLES["identifier-linked"]
    event = parse_event("urn:chengjian:identifier-linked:v1", plain, disclosed)
    require_disclosures(event)
    assert not any(tag.startswith("attachment:") for tag in tags_of(event, iss="platform", jti="j1").private)


def test_a_field_of_an_item_that_is_called_evidence_names_no_attachments() -> None:
    plain, disclosed = EXAMPLES["fact-recorded"]
    event = FactRecorded.from_claims(plain, {**disclosed, "subject.evidence": name(1)})
    assert evidence_of(event) == ()
    assert not any(tag.startswith("attachment:") for tag in tags_of(event, iss="platform", jti="j1").private)


def test_an_event_without_evidence_passes_and_has_no_tag_of_it() -> None:
    require_disclosures(answered(""))
    assert evidence_of(answered("")) == ()
    plain, disclosed = DUE_PROCESS["case-answered"]
    erased = parse_event("urn:chengjian:case-answered:v1", plain, {})
    assert evidence_of(erased) == ()
    assert disclosed["subject.identifier"] == COMPANY


@given(st.sets(st.integers(0, 2**256 - 1), min_size=1, max_size=MOST_ATTACHMENTS))
def test_names_in_their_order_pass_and_each_is_a_private_tag(numbers: set[int]) -> None:
    names = sorted(map(name, numbers))
    event = answered(",".join(names))
    require_disclosures(event)
    assert evidence_of(event) == tuple(names)
    tags = tags_of(event, iss="platform", jti="j1")
    assert tags.private == (*(f"attachment:{one}" for one in names), "jti:platform:j1")


@given(st.lists(st.integers(0, 9), min_size=2, max_size=6))
def test_names_that_do_not_ascend_are_refused(numbers: list[int]) -> None:
    names = [name(number) for number in numbers]
    if all(first < second for first, second in pairwise(names)):
        require_evidence(answered(",".join(names)))
    else:
        assert refusal_of(",".join(names)) == "evidence-order"


@pytest.mark.parametrize(
    "evidence", ["营业执照", name(1)[:-1], name(1) + ",", "," + name(1), name(1)[:-1] + "B", f"{name(1)}, {name(2)}"]
)
def test_what_is_no_digest_is_refused(evidence: str) -> None:
    assert refusal_of(evidence) == "evidence-form"


def test_a_statement_names_at_most_sixteen_attachments() -> None:
    require_disclosures(answered(",".join(sorted(map(name, range(16))))))
    assert refusal_of(",".join(sorted(map(name, range(17))))) == "evidence-too-many"
