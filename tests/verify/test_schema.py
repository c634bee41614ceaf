"""The verifier's own table of events is that of docs/events.md and of ``domain``."""

import re
from pathlib import Path

import pytest

from domain.registry import TOPICS
from verify.schema import EVENTS, EventSchema

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
