"""Looks at files: each that succeeds is on record before a byte has left, and no other is."""

from collections.abc import Iterator
from dataclasses import replace
from logging import NOTSET
from typing import Any

import orjson
import pytest
import structlog
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.looks.desk import LookDesk
from api.ports import Looks as LooksPort
from domain.definition.events import PurposeDefined
from domain.fact.events import FactWithdrawn
from ledger.service.acts import Recorded
from ledger.service.looks import Look, Looks
from projections.models import ReadModels
from tests.api.due import app_of, look, looks_on_record, signed_post, standing_still
from tests.api.due_process.reader import SAYS
from tests.due_town import OWN_KEY, PURPOSE, SECOND_KEY, DueTown
from tests.service.test_due_process import listed, with_own_key
from tests.town import BUREAU, BUREAU_KEY, CENTRE, CENTRE_KEY, COMPANY

AT_THE_WINDOW = {
    "identity_evidence": "营业执照原件",
    "clerk": "窗口 3 号",
    "delegate": "李示例",
    "delegation": "授权委托书〔2026〕1号",
}


def with_self_access(town: DueTown) -> None:
    """Let the credit centre define its own window's purpose."""
    own = {**PURPOSE, "purpose": "self-access", "name": "本人查询", "readers": (CENTRE,)}
    town.send(town.statement(PurposeDefined.from_claims(own, {}), CENTRE_KEY, f"agency:{CENTRE}"))


class Dying:
    """Looks that are recorded, after which the process is gone; or before."""

    def __init__(self, looks: Looks, *, records: bool) -> None:
        self._looks = looks
        self._records = records

    def require(self, unit: str, purpose: str) -> None:
        self._looks.require(unit, purpose)

    def record(self, asked: Look) -> Recorded:
        if self._records:
            self._looks.record(asked)
        raise SystemError(f"gone, with {COMPANY} in hand")


@pytest.mark.parametrize("records", [True, False])
def test_inv_14_killed_between_log_and_reply_the_look_is_on_record_and_no_byte_has_left(
    town: DueTown, records: bool
) -> None:
    listed(town)
    app = with_looks(app_of(town, ReadModels(town.ledger)), Dying(town.ledger.looks, records=records))
    with standing_still(town, app) as client:
        answer = look(client, BUREAU_KEY, "procurement")
    assert answer.status_code == 500
    assert not [one for one in SAYS if one in answer.text]
    assert looks_on_record(town) == int(records)


def with_looks(app: FastAPI, looks: LooksPort) -> FastAPI:
    """Let an app record its looks otherwise."""
    services = app.state.services
    app.state.services = replace(services, look_desk=LookDesk(looks, services.records, services.directory))
    return app


def test_inv_14_there_are_as_many_disclosures_on_record_as_successful_looks(town: DueTown) -> None:
    listed(town)
    with_own_key(town)
    with_self_access(town)
    nobody = orjson.dumps({"identifier_type": "uscc", "identifier": "11370481FAKE00048H", "purpose": "procurement"})
    with standing_still(town) as client:
        asked = {
            "a purpose that names the body": look(client, BUREAU_KEY, "procurement"),
            "only some fields": look(client, SECOND_KEY, "procurement", fields=["subject.name"]),
            "no such purpose": look(client, BUREAU_KEY, "curiosity"),
            "a purpose that names another": look(client, BUREAU_KEY, "self-access", **AT_THE_WINDOW),
            "himself": look(client, OWN_KEY, "self-access"),
            "himself for another's purpose": look(client, OWN_KEY, "procurement"),
            "himself with a clerk": look(client, OWN_KEY, "self-access", clerk="窗口 3 号"),
            "at the window": look(client, CENTRE_KEY, "self-access", **AT_THE_WINDOW),
            "at the window, unseen": look(client, CENTRE_KEY, "self-access", clerk="窗口 3 号"),
            "nobody's file": signed_post(client, BUREAU_KEY, "/api/v1/looks", nobody),
            "unsigned": client.post("/api/v1/looks", content=nobody),
        }
    assert {name: answer.status_code for name, answer in asked.items()} == {
        "a purpose that names the body": 200,
        "only some fields": 200,
        "no such purpose": 403,
        "a purpose that names another": 403,
        "himself": 200,
        "himself for another's purpose": 403,
        "himself with a clerk": 422,
        "at the window": 200,
        "at the window, unseen": 422,
        "nobody's file": 404,
        "unsigned": 401,
    }
    assert looks_on_record(town) == sum(answer.status_code == 200 for answer in asked.values()) == 4
    positions = [answer.json()["look"]["position"] for answer in asked.values() if answer.status_code == 200]
    assert len(set(positions)) == 4


def test_the_subject_finds_every_look_in_his_own_file(town: DueTown) -> None:
    fact, listing = listed(town)
    with_own_key(town)
    with standing_still(town) as client:
        theirs = look(client, BUREAU_KEY, "procurement", fields=["subject.name"]).json()
        first = look(client, OWN_KEY, "self-access").json()
        own = look(client, OWN_KEY, "self-access").json()
    assert [one["unit"] for one in own["looks"]] == [BUREAU, "subject"]
    assert own["looks"][0]["position"] == theirs["look"]["position"]
    assert own["looks"][0]["targets"] == [f"fact:{fact}", f"listing:{listing}"]
    assert set(own["looks"][0]["fields"]) == {"subject.identifier", "subject.name"}
    assert first["is_whole"]
    assert own["listings"][0]["steps"][0]["topic"] == "urn:chengjian:notice-served:v1"


def test_a_body_sees_only_the_fields_that_it_asks_for_and_none_of_the_procedure(town: DueTown) -> None:
    listed(town)
    with standing_still(town) as client:
        file = look(client, BUREAU_KEY, "procurement", fields=["subject.name"]).json()
    assert {tuple(one["fields"]) for one in (*file["facts"], *file["listings"])} == {("subject.name",)}
    assert not file["is_whole"]
    assert not any(one["steps"] for one in file["listings"])
    assert file["cases"] == file["looks"] == file["repairs"] == []


def test_a_file_with_many_records_comes_in_pages_and_each_is_a_look_that_names_what_it_shows(town: DueTown) -> None:
    facts = [town.penalty(number) for number in range(1, 6)]
    for fact in facts:
        town.send(fact)
    with_own_key(town)
    pages: list[dict[str, Any]] = []
    after: dict[str, int] = {}
    with standing_still(town) as client:
        while True:
            pages.append(look(client, BUREAU_KEY, "procurement", limit=2, **after).json())
            if "next" not in pages[-1]:
                break
            after = {"after": pages[-1]["next"]}
        own = look(client, OWN_KEY, "self-access").json()
    seen = [[one["jti"] for one in page["facts"]] for page in pages]
    assert seen == [[fact.jti for fact in facts[i : i + 2]] for i in (0, 2, 4)]
    assert [one["targets"] for one in own["looks"]] == [sorted(f"fact:{jti}" for jti in page) for page in seen]
    assert looks_on_record(town) == len(pages) + 1


class Late:
    """Looks into which something is recorded at the last moment."""

    def __init__(self, town: DueTown, fact: str) -> None:
        self._town = town
        self._fact: str | None = fact

    def require(self, unit: str, purpose: str) -> None:
        self._town.ledger.looks.require(unit, purpose)

    def record(self, asked: Look) -> Recorded:
        if self._fact is not None:
            what = {"subject.fact": self._fact, "subject.reason": "录入有误"}
            self._town.send(self._town.as_bureau(FactWithdrawn, what, item="xzcf", ground="recorded_in_error"))
            self._fact = None
        return self._town.ledger.looks.record(asked)


def test_what_ended_between_reading_and_recording_does_not_leave(town: DueTown) -> None:
    fact = town.penalty(1)
    town.send(fact)
    app = with_looks(app_of(town, ReadModels(town.ledger)), Late(town, fact.jti))
    with standing_still(town, app) as client:
        file = look(client, BUREAU_KEY, "procurement")
    assert file.status_code == 200
    assert file.json()["facts"] == []
    assert looks_on_record(town) == 1


@pytest.fixture
def every_log_line() -> Iterator[None]:
    """Loggers made from now on drop nothing, whatever another test configured."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(NOTSET), cache_logger_on_first_use=False)
    yield
    structlog.configure(**before)


@pytest.mark.usefixtures("every_log_line")
def test_no_log_line_of_a_look_names_anybody(town: DueTown) -> None:
    listed(town)
    with standing_still(town) as client, structlog.testing.capture_logs() as lines:
        assert look(client, BUREAU_KEY, "procurement").status_code == 200
        assert look(client, BUREAU_KEY, "curiosity").status_code == 403
    assert [line["route"] for line in lines if line["event"] == "request"] == ["/api/v1/looks"] * 2
    assert not [one for one in SAYS if one in str(lines)]


def test_a_replayed_look_is_refused_and_nothing_is_recorded(town: DueTown) -> None:
    listed(town)
    with standing_still(town) as client:
        sent = look(client, BUREAU_KEY, "procurement").request
        again = client.post("/api/v1/looks", content=sent.content, headers=dict(sent.headers))
    assert (again.status_code, again.json()["code"]) == (401, "request-replayed")
    assert looks_on_record(town) == 1


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        (b"{", "look-malformed", None),
        (b"[]", "look-malformed", None),
        (b'{"identifier_type":"uscc","identifier":"x"}', "look-malformed", "/purpose"),
        (b'{"identifier_type":"uscc","identifier":"x","purpose":"procurement","x":1}', "look-malformed", "/x"),
        (b'{"identifier_type":"uscc","identifier":"x","purpose":"A B"}', "look-malformed", "/purpose"),
        (b'{"identifier_type":"moon","identifier":"x","purpose":"procurement"}', "identifier-type", "/identifier_type"),
    ],
)
def test_a_malformed_look_is_refused_without_repeating_it(
    client: TestClient, key: Any, body: bytes, code: str, pointer: str | None
) -> None:
    answer = signed_post(client, key, "/api/v1/looks", body)
    assert answer.json()["code"] == code
    assert answer.json().get("pointer") == pointer


def test_a_key_that_has_ended_opens_no_file(town: DueTown) -> None:
    listed(town)
    with standing_still(town) as client:
        answer = look(client, OWN_KEY, "self-access")
    assert (answer.status_code, answer.json()["code"]) == (403, "request-key-refused")
