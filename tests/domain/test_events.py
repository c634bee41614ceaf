"""The event table of docs/events.md and the code are the same table."""

import base64
import re
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.catalogue.refusals import ItemBasisMissingError, ItemLevelRefusedError
from domain.claims import decode_key, encode_key
from domain.event import Event
from domain.event_refusals import EventSchemaRefusedError, UnknownTopicError
from domain.identifier import Identifier
from domain.refusal import Refusal
from domain.registry import EVENTS, TOPICS, parse_event
from domain.request.events import REQUESTS
from domain.request.identity import request_issuer, request_tag
from domain.tagging import split, tags_of
from tests.domain.builders import (
    AGENCY,
    COMPANY,
    KID,
    PUBLIC_KEY,
    ROOT_KEY,
    UUID,
    VRF_KEY,
    Scalars,
    item_claims,
    make_key,
)
from tests.domain.due_process import CASE, FACT, LISTING
from tests.domain.due_process_examples import ATTACHMENTS, DUE_PROCESS, OTHER_FACT, TARGET_TAGS

DOCUMENT = Path(__file__).parents[2] / "docs" / "events.md"
OTHER_KID = make_key(9)
KEY_CLAIMS = {"holder": f"agency:{AGENCY}", "kid": KID, "public_key": PUBLIC_KEY}
FACT_CLAIMS = {"item": "cf-market", "item_version": 1, "rules": "2026.1", "decided_on": "2026-03-01"}
IDENTIFIED: Scalars = {"subject.id": UUID, "subject.identifier_type": "uscc", "subject.identifier": COMPANY}
FACT_FIELDS: Scalars = {
    "subject.identifier_type": "uscc",
    "subject.identifier": COMPANY,
    "subject.deciding_body_code": AGENCY,
    "subject.document_no": "滕（2026）1 号",
    "subject.row": "A1",
    "subject.act_date": "2026-02-01",
    "subject.valid_to": "2027-02-01",
}

EXAMPLES: dict[str, tuple[dict[str, Any], Scalars]] = {
    "ledger-opened": (
        {
            "origin": "test.example/log",
            "environment": "test",
            "log_key": "test.example/log+00000000+AAAA",
            "root_key": ROOT_KEY,
            "vrf_key": VRF_KEY,
            "jurisdiction": "370481",
            "jurisdiction_name": "滕州市",
        },
        {},
    ),
    "agency-enrolled": ({"agency": AGENCY, "name": "滕州市虚构局", "roles": ["credit_centre", "provider"]}, {}),
    "agency-closed": ({"agency": AGENCY}, {}),
    "key-enrolled": (KEY_CLAIMS, {}),
    "key-rotated": ({**KEY_CLAIMS, "old_kid": OTHER_KID}, {}),
    "key-revoked": (
        {"holder": "platform", "kid": KID, "reason": "compromised", "compromised_since": 1_780_000_000_000},
        {},
    ),
    "catalogue-item-published": (item_claims(effective_to="2030-12-31"), {}),
    "catalogue-item-withdrawn": ({"item": "cf-market", "version": 1, "effective_to": "2028-01-01"}, {}),
    "subject-opened": ({"secret_commitment": make_key(4)}, {**IDENTIFIED, "subject.kind": "ENT"}),
    "identifier-linked": ({}, {**IDENTIFIED, "subject.evidence": "营业执照"}),
    "identifier-unlinked": ({}, {**IDENTIFIED, "subject.evidence": "核查记录"}),
    "subject-erased": ({"ground": "retention_ended"}, {"subject.id": UUID, "subject.reason": "期满"}),
    "record-erased": (
        {"ground": "court_order"},
        {"subject.id": UUID, "subject.record": "j1", "subject.reason": "法院决定", "representative.id": UUID},
    ),
    "fact-recorded": (FACT_CLAIMS, FACT_FIELDS),
    "fact-corrected": ({**FACT_CLAIMS, "reason": "entry_error"}, {**FACT_FIELDS, "subject.fact": "j1"}),
    "fact-withdrawn": (
        {"item": "cf-market", "ground": "recorded_in_error"},
        {
            "subject.fact": "j1",
            "subject.reason": "撤销",
            "subject.identifier_type": "uscc",
            "subject.identifier": COMPANY,
        },
    ),
    **DUE_PROCESS,
}


MAY_BE_EMPTY = {"holidays", "workdays"}
WRONG_VALUES: tuple[Any, ...] = (None, 1.5, [], {"a": 1}, "\u0000")
SUPERFLUOUS: tuple[Scalars, ...] = ({"subject.salary": "1"}, {"subject.id": True, "subject.fact": 1})


def example(name: str) -> Event:
    plain, disclosed = EXAMPLES[name]
    return parse_event(f"urn:chengjian:{name}:v1", plain, disclosed)


def rows(heading: str) -> list[list[str]]:
    """Read the table under a heading; each cell as text."""
    section = DOCUMENT.read_text(encoding="utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def quoted(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def documented(heading: str) -> dict[str, list[str]]:
    return {name: row[1:] for row in rows(heading) for name in quoted(row[0])}


IN_FORCE = documented("In force")


def test_the_document_and_the_code_have_the_same_topics() -> None:
    assert len(IN_FORCE) == len(EVENTS) == len(TOPICS) == 53
    assert set(TOPICS) == {f"urn:chengjian:{name}:v1" for name in IN_FORCE}
    assert set(EXAMPLES) == set(IN_FORCE)


@pytest.mark.parametrize("name", IN_FORCE)
def test_the_document_and_the_code_have_the_same_signers(name: str) -> None:
    said = IN_FORCE[name][0]
    expected = {
        "root": {"root"},
        "platform": {"platform"},
        "agency": {"agency"},
        "agency with role `credit_centre`": {"credit_centre"},
        "agency with role `court`": {"agency"},
        "root, or the holder with the old key": {"root", "platform", "agency"},
        "root, or the holder with any key in force": {"root", "platform", "agency"},
    }
    assert expected[said] == TOPICS[f"urn:chengjian:{name}:v1"].SIGNERS


@pytest.mark.parametrize("name", IN_FORCE)
def test_the_document_and_the_code_have_the_same_number_of_digests(name: str) -> None:
    digests = TOPICS[f"urn:chengjian:{name}:v1"].DIGESTS
    assert IN_FORCE[name][4] == ("of the item" if digests is None else str(digests))


@pytest.mark.parametrize("name", IN_FORCE)
def test_the_document_and_the_code_have_the_same_plain_claims(name: str) -> None:
    cell = next(row[1] for row in rows("Plain claims") if name in quoted(row[0]))
    cell = cell.replace("the same, and", ", ".join(f"`{claim}`" for claim in FACT_CLAIMS) + ",")
    cell = re.sub(r": [^;]*", "", cell) if name != "ledger-opened" else re.sub(r": [^;,]*(?:, six digits)?", "", cell)
    cell = cell.replace("the same", "`ground`") if name == "record-erased" else cell
    expected = set(TOPICS[f"urn:chengjian:{name}:v1"].model_fields) - {"disclosed"}
    assert set(quoted(cell)) == expected


@pytest.mark.parametrize("name", IN_FORCE)
def test_the_document_and_the_code_have_the_same_disclosures(name: str) -> None:
    known = TOPICS[f"urn:chengjian:{name}:v1"].DISCLOSURES
    cells = [row[1] for row in rows("Disclosures") if name in quoted(row[0])]
    if not cells:
        assert known == {}
    elif known is None:
        assert "all fields anew" in cells[0] or "fields of the item's data standard" in cells[0]
    else:
        assert {word for word in quoted(cells[0]) if word.startswith(("subject.", "representative."))} == set(known)


def placeholders(name: str) -> dict[str, list[str]]:
    """What stands for each name in angle brackets: one value, or those of an array or enumeration."""
    plain, disclosed = EXAMPLES[name]
    values = {claim: value if isinstance(value, list) else [str(value)] for claim, value in plain.items()}
    values |= {field: str(value).split(",") for field, value in disclosed.items()}
    identity = f"cf-market|{AGENCY}|uscc:{COMPANY}|A1|滕[2026]1"
    court = f"market-serious|root|uscc:{COMPANY}|[2026]鲁481执1"
    own = {
        "jti": "j1",
        "natural identity": identity,
        "document": f"uscc:{COMPANY}|滕[2026]1",
        "court document": court,
        "type": "uscc",
        "identifier": COMPANY,
    }
    return {**values, **{key: [value] for key, value in own.items()}, "target tag": TARGET_TAGS.get(name, [])}


def filled(cell: str, values: dict[str, list[str]]) -> list[str]:
    """Write out the tags of a cell in their order."""
    tags = []
    for pattern in quoted(cell):
        names = re.findall(r"<([^>]+)>", pattern)
        form = re.sub(r"<[^>]+>", "{}", pattern)
        tags += [form.format(*chosen) for chosen in product(*(values[name] for name in names))]
    return tags


def test_an_event_around_a_request_carries_the_id_of_the_request() -> None:
    payload = base64.urlsafe_b64encode(b'{"iss":"subject","jti":"r1"}').rstrip(b"=").decode()
    assert request_tag(f"h.{payload}.s~x~") == "jti:subject:r1"
    assert request_issuer(f"h.{payload}.s~x~") == "subject"
    nested = base64.urlsafe_b64encode(b"[" * 100_000).decode()
    for lost in ("", "h.!.s~", "h.W10.s~", f"h.{payload}", "h.e30.s~", f"h.{nested}.s~"):
        assert request_tag(lost) == f"jti::{lost}"
        assert request_issuer(lost) == ""


@pytest.mark.parametrize("name", IN_FORCE)
def test_the_document_and_the_code_have_the_same_tags_in_the_same_order(name: str) -> None:
    event = example(name)
    linked = (Identifier("uscc", COMPANY), Identifier("reg", "3704812000012"))
    tags = tags_of(event, iss="root", jti="j1", linked=linked)
    values = placeholders(name)
    assert list(tags.open) == filled(IN_FORCE[name][1], values)
    further = ["pseudonym:reg:3704812000012"] if name == "subject-erased" else []
    attached = [f"attachment:{one}" for one in ATTACHMENTS] if name == "case-decided" else []
    wrapped = ["jti::eyJ~"] if "subject.statement" in (event.DISCLOSURES or {}) else []
    assert list(tags.private) == [*filled(IN_FORCE[name][3], values), *further, *attached, *wrapped, "jti:root:j1"]
    hidden = IN_FORCE[name][2]
    assert tags.sealed == ("subject" if hidden.startswith("sealed") else None)
    spines = {"": (), "spine of `subject.identifier`": linked[:1], "spine of every identifier of the subject": linked}
    assert tags.spines == spines.get(hidden, ())


@pytest.mark.parametrize("name", EXAMPLES)
def test_plain_claims_are_read_and_written_alike(name: str) -> None:
    plain, disclosed = EXAMPLES[name]
    event = example(name)
    assert event.plain_claims() == plain
    assert event.disclosed == disclosed
    again = type(event).from_claims(event.plain_claims(), event.disclosed)
    assert again == event
    assert hash(again) == hash(event)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_event_is_frozen_and_closed(name: str) -> None:
    plain, disclosed = EXAMPLES[name]
    with pytest.raises(EventSchemaRefusedError):
        parse_event(f"urn:chengjian:{name}:v1", {**plain, "remark": "x"}, disclosed)
    with pytest.raises(EventSchemaRefusedError):
        parse_event(f"urn:chengjian:{name}:v1", {**plain, "disclosed": {}}, disclosed)
    with pytest.raises(ValidationError):
        setattr(example(name), "disclosed", {})  # noqa: B010 - the type checker knows that it cannot


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_claim_of_another_type_is_refused(name: str) -> None:
    plain, disclosed = EXAMPLES[name]
    for claim in plain:
        for wrong in WRONG_VALUES:
            if wrong == [] and claim in MAY_BE_EMPTY:
                continue
            with pytest.raises(Refusal) as caught:
                parse_event(f"urn:chengjian:{name}:v1", {**plain, claim: wrong}, disclosed)
            assert caught.value.pointer is not None
            assert caught.value.pointer.startswith(f"/{claim}")


@pytest.mark.parametrize("name", [name for name in EXAMPLES if TOPICS[f"urn:chengjian:{name}:v1"].DISCLOSURES])
def test_a_disclosure_outside_the_table_or_of_another_type_is_refused(name: str) -> None:
    plain, disclosed = EXAMPLES[name]
    for more in SUPERFLUOUS:
        wrong = {**disclosed, **more}
        with pytest.raises(EventSchemaRefusedError):
            parse_event(f"urn:chengjian:{name}:v1", plain, wrong)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_erased_event_is_still_read(name: str) -> None:
    plain, _ = EXAMPLES[name]
    event = parse_event(f"urn:chengjian:{name}:v1", plain, {})
    assert event.disclosed == {}
    assert event.text("subject.id") is None


@pytest.mark.parametrize("absent", ["repair-granted", "decision-revoked", "publicity-ended"])
def test_what_an_event_does_not_name_gives_no_tag(absent: str) -> None:
    plain, disclosed = EXAMPLES[absent]
    left = {claim: value for claim, value in plain.items() if not claim.startswith("listing")}
    event = parse_event(f"urn:chengjian:{absent}:v1", left, {**disclosed, "subject.facts": ""})
    tags = tags_of(event, iss="platform", jti="j1")
    assert tags.open == ((f"case:{CASE}",) if absent == "repair-granted" else ())
    assert tags.private == ("jti:platform:j1",)


def test_the_body_that_a_complaint_is_about_has_a_tag_of_matters() -> None:
    plain, disclosed = EXAMPLES["case-filed"]
    about = {**disclosed, "subject.target_kind": "body", "subject.target": AGENCY}
    event = parse_event("urn:chengjian:case-filed:v1", {**plain, "kind": "complaint"}, about)
    assert tags_of(event, iss="platform", jti="j1").private[0] == f"matter:{AGENCY}"


@pytest.mark.parametrize("name", ["notice-served", "listing-decided"])
def test_a_listing_is_found_by_each_fact_that_it_rests_on(name: str) -> None:
    event = example(name)
    tags = tags_of(event, iss=f"agency:{AGENCY}", jti="j1")
    assert tags.open == (f"listing:{LISTING}",)
    facts = split(event.text("subject.facts"))
    assert set(facts) <= {FACT, OTHER_FACT}
    assert tags.private[: len(facts)] == tuple(f"ground:{fact}" for fact in facts)


def test_the_document_and_the_code_have_the_same_requests() -> None:
    said = documented("Requests")
    assert len(said) == len(REQUESTS) == 9
    for request in REQUESTS:
        signers, claims, disclosures = said[request.TOPIC.split(":")[2]]
        wanted = {"subject": "subject", "window": "credit_centre"}
        assert {wanted[each] for each in signers.split(", ")} == request.SIGNERS
        assert set(quoted(claims)) == set(request.model_fields) - {"disclosed"}
        assert set(quoted(disclosures)) == set(request.DISCLOSURES or {})
        assert request.DIGESTS == 16


@pytest.mark.parametrize("request_type", REQUESTS)
def test_a_request_is_no_event_of_the_log(request_type: type[Event]) -> None:
    assert request_type.TOPIC not in TOPICS
    with pytest.raises(UnknownTopicError):
        parse_event(request_type.TOPIC, {}, {})


def test_an_unknown_topic_is_refused() -> None:
    with pytest.raises(UnknownTopicError) as caught:
        parse_event("urn:chengjian:citizen-scored:v1", {}, {})
    assert "citizen-scored" in caught.value.message_zh


def test_a_county_level_item_is_refused_by_its_level() -> None:
    with pytest.raises(ItemLevelRefusedError) as caught:
        parse_event("urn:chengjian:catalogue-item-published:v1", item_claims(issuer_level="county"), {})
    assert caught.value.pointer == "/issuer_level"


@pytest.mark.parametrize("basis", ["", " 《法》", "x" * 201])
def test_an_item_without_a_readable_basis_is_refused(basis: str) -> None:
    with pytest.raises(ItemBasisMissingError):
        parse_event("urn:chengjian:catalogue-item-published:v1", item_claims(legal_basis=basis), {})


@pytest.mark.parametrize("providers", [[], [COMPANY, AGENCY], [AGENCY, AGENCY], ["x"]])
def test_an_array_claim_is_ascending_without_repetition(providers: list[str]) -> None:
    with pytest.raises(EventSchemaRefusedError):
        parse_event("urn:chengjian:catalogue-item-published:v1", item_claims(providers=providers), {})


@given(st.binary(min_size=32, max_size=32))
def test_a_key_is_read_back(raw: bytes) -> None:
    assert decode_key(encode_key(raw)) == raw


@pytest.mark.parametrize("text", ["", "A" * 42, "A" * 42 + "B", "A" * 42 + "=", "+" * 43, "é" * 43, "A" * 44])
def test_a_key_has_one_spelling(text: str) -> None:
    with pytest.raises(ValueError, match="base64url"):
        decode_key(text)


def test_a_date_claim_is_a_date_inside_and_text_outside() -> None:
    event = example("fact-recorded")
    assert event.plain_claims()["decided_on"] == "2026-03-01"
    assert getattr(event, "decided_on") == date(2026, 3, 1)  # noqa: B009 - the base class does not know the claim
