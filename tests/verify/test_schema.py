"""The verifier's own table of events is that of docs/events.md and of ``domain``."""

import re
from pathlib import Path
from types import UnionType
from typing import Any, Literal, get_args, get_origin

import pytest

from domain.refusal import Refusal
from domain.registry import TOPICS, parse_event
from tests.domain.due_process_examples import DUE_PROCESS
from tests.domain.test_events import WRONG_VALUES
from verify.errors import ClaimWrongError, OneTimeKeyCountError
from verify.event_schema import EventSchema
from verify.schema import EVENTS, check_key_count, check_schema, open_tags
from verify.statement import Jwt

DOCUMENT = (Path(__file__).parents[2] / "docs/events.md").read_text(encoding="utf-8")


def rows_below(heading: str) -> dict[str, list[str]]:
    """Return the rows of the table below a heading, one for each event named in the first column."""
    table = re.search(rf"## {heading}\n.*?\n(\|.*?)\n\n", DOCUMENT + "\n\n", re.DOTALL)
    assert table is not None
    rows = {}
    for line in table[1].split("\n")[2:]:
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        for name in re.findall(r"`([a-z-]+)`", cells[0]):
            rows[f"urn:chengjian:{name}:v1"] = cells[1:]
    return rows


def test_the_table_is_closed_over_the_document() -> None:
    assert len(EVENTS) == 53
    assert set(EVENTS) == set(rows_below("In force")) == set(rows_below("Plain claims"))


@pytest.mark.parametrize("topic", sorted(EVENTS))
def test_signers_tags_and_digests_are_those_of_the_document(topic: str) -> None:
    signer, open_tags, hidden, _, digests = rows_below("In force")[topic]
    schema = EVENTS[topic]
    wanted = {"root", "platform", "agency"} if "holder" in signer else {signer.split()[0]}
    assert schema.signers == wanted
    assert [tag.replace("{", "<").replace("}", ">") for tag in schema.open_tags] == re.findall(r"`(.+?)`", open_tags)
    assert (schema.hidden_keys, schema.has_more_keys) == (1 if hidden else 0, "every identifier" in hidden)
    assert schema.digests == ({16, 32, 48} if digests == "of the item" else {int(digests)})


def test_the_table_names_the_claims_of_domain() -> None:
    assert set(EVENTS) == set(TOPICS)
    for topic, event in TOPICS.items():
        fields = {name: field for name, field in event.model_fields.items() if name != "disclosed"}
        schema: EventSchema = EVENTS[topic]
        assert set(schema.claims) == {name for name, field in fields.items() if field.is_required()}
        assert set(schema.optional) == {name for name, field in fields.items() if not field.is_required()}
        assert schema.signers == {"agency" if role == "credit_centre" else role for role in event.SIGNERS}
        assert schema.digests == ({16, 32, 48} if event.DIGESTS is None else {event.DIGESTS})


UUIDS = [f"0190a5b0-0000-4000-8000-00000000000{n}" for n in range(3)]


def jwt_of(name: str, claims: dict[str, Any]) -> Jwt:
    """A statement as it is after parsing, signed by whoever may sign it."""
    topic = f"urn:chengjian:{name}:v1"
    (issuer,) = EVENTS[topic].signers
    (digests,) = EVENTS[topic].digests
    iss = f"{issuer}:113704810042203316" if issuer == "agency" else issuer
    return Jwt("", iss, 0, "", topic, claims, tuple(map(str, range(digests))), b"", b"")


def accepts(name: str, claims: dict[str, Any]) -> bool:
    try:
        check_schema(jwt_of(name, claims))
    except ClaimWrongError:
        return False
    return True


def domain_accepts(name: str, claims: dict[str, Any]) -> bool:
    try:
        parse_event(f"urn:chengjian:{name}:v1", claims, {})
    except Refusal:
        return False
    return True


@pytest.mark.parametrize("name", DUE_PROCESS)
def test_an_event_of_due_process_has_the_forms_of_the_table(name: str) -> None:
    claims, _ = DUE_PROCESS[name]
    assert accepts(name, claims)
    assert not accepts(name, {**claims, "remark": "x"})
    for claim in EVENTS[f"urn:chengjian:{name}:v1"].claims:
        assert not accepts(name, {key: value for key, value in claims.items() if key != claim})


OTHER_VALUES = (
    *WRONG_VALUES,
    *(True, 0, 1, 61, 2200, "", " x", "x" * 201, "x" * 65, "other", "2026-02-30", "2026-01-01"),
    *(["2026-02-30"], ["2026-01-02", "2026-01-01"], ["a b"], [1], UUIDS, UUIDS[::-1], UUIDS * 2),
    *(UUIDS[0].upper(), "0190a5b0-0000-1000-8000-000000000001", UUIDS[0] + "\n"),
    *("R-SD-39a", "R-", "R-sd", "R-SD-", "R-" + "A" * 62, "R-" + "A" * 63, "R-SD-39a\n"),
    *([f"item-{n:02}" for n in range(65)], [f"item-{n:02}" for n in range(64)]),
    *([f"{year}-01-01" for year in range(2000, 2128)], [f"{year}-01-01" for year in range(2000, 2129)]),
)


@pytest.mark.parametrize("name", DUE_PROCESS)
def test_verifier_and_domain_accept_the_same_values(name: str) -> None:
    claims, _ = DUE_PROCESS[name]
    for claim in claims:
        for value in OTHER_VALUES:
            changed = {**claims, claim: value}
            assert accepts(name, changed) == domain_accepts(name, changed), (claim, value)


@pytest.mark.parametrize("name", DUE_PROCESS)
def test_the_verifier_knows_each_choice_of_the_domain(name: str) -> None:
    claims, _ = DUE_PROCESS[name]
    for claim, field in TOPICS[f"urn:chengjian:{name}:v1"].model_fields.items():
        annotation: object = field.annotation
        unions = get_args(annotation) if isinstance(annotation, UnionType) else ()
        for choices in (annotation, *unions):
            for choice in get_args(choices) if get_origin(choices) is Literal else ():
                assert accepts(name, {**claims, claim: choice}), (claim, choice)


def test_an_array_gives_one_open_tag_for_each_value_and_an_absent_claim_none() -> None:
    granted = EVENTS["urn:chengjian:repair-granted:v1"]
    claims = {**DUE_PROCESS["repair-granted"][0], "case": UUIDS[0], "listings": UUIDS}
    whole = jwt_of("repair-granted", claims)
    assert open_tags(granted, whole) == [f"case:{UUIDS[0]}", *(f"listing:{each}" for each in UUIDS)]
    check_key_count(granted, whole, 5)
    del claims["listings"]
    assert open_tags(granted, jwt_of("repair-granted", claims)) == [f"case:{UUIDS[0]}"]
    with pytest.raises(OneTimeKeyCountError):
        check_key_count(granted, jwt_of("repair-granted", claims), 5)


def test_an_optional_claim_gives_its_open_tag_where_it_stands() -> None:
    ended = EVENTS["urn:chengjian:publicity-ended:v1"]
    claims = {"rule": "R-SD-38", "ended_on": "2027-01-01"}
    check_key_count(ended, jwt_of("publicity-ended", claims), 1)
    named = jwt_of("publicity-ended", {**claims, "listing": UUIDS[0]})
    assert open_tags(ended, named) == [f"listing:{UUIDS[0]}"]
    check_key_count(ended, named, 2)
