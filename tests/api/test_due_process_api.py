"""Due process over HTTP on a real town, by the town's clock, with every worker stopped where it matters."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from logging import NOTSET
from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pytest
import structlog
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import OPENAPI_PATH, create_app
from api.looks.desk import LookDesk
from api.openapi.operations import OPERATIONS
from api.ports import Looks as LooksPort
from domain.case.events import CaseDecided
from domain.definition.events import PurposeDefined
from domain.fact.events import FactWithdrawn
from domain.listing.events import ListingEnded
from domain.request.events import CaseRequest
from ledger.service.acts import Recorded
from ledger.service.looks import Look, Looks
from projections.models import ReadModels
from tests.api.due import (
    app_of,
    contested,
    look,
    looks_on_record,
    object_to,
    signed_get,
    signed_post,
    standing_still,
)
from tests.due_town import OWN_KEY, PURPOSE, SECOND_KEY, DueTown, open_due_town
from tests.service.test_due_process import listed, with_own_key
from tests.town import BUREAU, BUREAU_KEY, CENTRE, CENTRE_KEY, COMPANY, COMPANY_CODE

LIST = "market-serious"
LISTING_ENDS, FACT_ENDS = "2027-04-20", "2029-04-20"
SAYS = (COMPANY, COMPANY_CODE, "滕审罚〔2026〕1号", "滕审列〔2026〕1号", "未按规定公示年度报告")
AT_THE_WINDOW = {
    "identity_evidence": "营业执照原件",
    "clerk": "窗口 3 号",
    "delegate": "李示例",
    "delegation": "授权委托书〔2026〕1号",
}


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        yield opened


def with_self_access(town: DueTown) -> None:
    """Let the credit centre define its own window's purpose."""
    own = {**PURPOSE, "purpose": "self-access", "name": "本人查询", "readers": (CENTRE,)}
    town.send(town.statement(PurposeDefined.from_claims(own, {}), CENTRE_KEY, f"agency:{CENTRE}"))


def objects_of(value: object) -> Iterator[Mapping[str, Any]]:
    """Go through every object of a JSON answer."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from objects_of(one)
    if isinstance(value, list):
        for one in value:
            yield from objects_of(one)


class Reader:
    """Asks every operation that reads something of a ledger, with any parameters."""

    def __init__(self, client: TestClient, fact: str, listing: str) -> None:
        self._client = client
        self._places = {
            "code": BUREAU,
            "fact": fact,
            "iss": f"agency:{BUREAU}",
            "item": "xzcf",
            "jti": fact,
            "list_id": LIST,
            "listing": listing,
            "year": "2026",
            "digest": "A" * 43,
        }

    def ask(self, operation_id: str, query: Mapping[str, object]) -> Any:
        """Give the answer of one operation; None where it has none."""
        operation = next(one for one in OPERATIONS if one.id == operation_id)
        path = operation.path.format(**self._places)
        if operation_id == "lookAtFile":
            answer = look(self._client, BUREAU_KEY, "procurement")
        elif operation.is_signed:
            purpose = "?purpose=procurement" if operation_id == "getAttachment" else ""
            answer = signed_get(self._client, BUREAU_KEY, path + purpose)
        else:
            answer = self._client.get(path, params={name: str(value) for name, value in query.items()})
        assert answer.status_code in {200, 404, 422}, (operation_id, answer.text)
        return answer.json() if answer.status_code == 200 else None


READING = sorted(
    one.id for one in OPERATIONS if (one.method == "GET" and one.tag not in {"log", "ops"}) or one.id == "lookAtFile"
)
SHOWING = {"listPublicFacts", "listListings", "getListing", "lookAtFile"}
"""Operations that show what is on record about somebody."""
ASKED = st.one_of(st.sampled_from(READING), st.sampled_from(sorted(SHOWING)))
MOMENTS = st.one_of(
    st.integers(0, 200),
    st.dates(date(2026, 4, 1), date(2029, 12, 31)).map(date.isoformat),
)
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "as_of": MOMENTS,
        "limit": st.integers(1, 200),
        "code": st.just(COMPANY_CODE),
        "name": st.just(COMPANY),
        "after": st.integers(0, 200),
    },
)
FUZZ = settings(
    max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)


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
        (b'{"identifier_type":"uscc","identifier":"x","purpose":"procurement","x":1}', "look-malformed", None),
        (b'{"identifier_type":"uscc","identifier":"x","purpose":"A B"}', "look-malformed", "/purpose"),
        (b'{"identifier_type":"moon","identifier":"x","purpose":"procurement"}', "identifier-type", None),
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


def test_an_earlier_edition_counts_what_has_ended_since_and_tells_nothing_of_it(town: DueTown) -> None:
    _, listing = listed(town)
    size = town.ledger.reader.size()
    town.clock.on("2026-06-01")
    ended = {"listing": listing, "list": LIST, "ground": "superior_order", "decided_on": town.clock.today}
    reason = {"subject.reason": "上级机关决定移出", "subject.document_no": "滕审移〔2026〕1号"}
    with standing_still(town) as client:
        town.send(town.as_bureau(ListingEnded, reason, **ended))
        url = f"/api/v1/lists/{LIST}/listings"
        now = client.get(url).json()
        by_size = client.get(url, params={"as_of": size}).json()
        by_day = client.get(url, params={"as_of": "2026-05-08"}).json()
        removal = client.get("/api/v1/removals").json()["items"]
    assert now["items"] == now["gone"] == []
    for edition in (by_size, by_day):
        assert edition["items"] == []
        assert [(one["listing"], "name" in one) for one in edition["gone"]] == [(listing, False)]
    assert (by_size["size"], by_day["day"]) == (size, "2026-05-08")
    assert [(one["name"], one["ground"]) for one in removal] == [(listing, "ended:superior_order")]


def test_no_cache_keeps_what_ends_at_a_moment(town: DueTown) -> None:
    _, listing = listed(town)
    with standing_still(town) as client:
        shown = ["/api/v1/public/facts", f"/api/v1/lists/{LIST}/listings", f"/api/v1/listings/{listing}"]
        kept = {client.get(path).headers["cache-control"] for path in shown}
        file = look(client, BUREAU_KEY, "procurement").headers["cache-control"]
    assert kept == {"public, no-cache"}
    assert file == "no-store"


def test_pages_follow_each_other_by_key_and_answers_have_strong_etags(town: DueTown) -> None:
    for number in range(1, 4):
        town.send(town.penalty(number))
    with standing_still(town) as client:
        seen, url = [], "/api/v1/public/facts?limit=2"
        while url:
            answer = client.get(url)
            seen += [one["fields"]["subject.document_no"] for one in answer.json()["items"]]
            url = answer.links.get("next", {}).get("url", "")
        known = client.get("/api/v1/rules")
        again = client.get("/api/v1/rules", headers={"if-none-match": known.headers["etag"]})
    assert seen == [f"滕审罚〔2026〕{number}号" for number in (3, 2, 1)]
    assert (again.status_code, again.content) == (304, b"")


def test_removals_are_paged_without_gap_or_repetition(town: DueTown) -> None:
    facts = [town.penalty(number) for number in range(1, 6)]
    for fact in facts:
        town.send(fact)
        what = {"subject.fact": fact.jti, "subject.reason": "录入有误"}
        town.send(town.as_bureau(FactWithdrawn, what, item="xzcf", ground="recorded_in_error"))
    with standing_still(town) as client:
        seen, url = [], "/api/v1/removals?limit=2"
        while url:
            answer = client.get(url)
            seen += [one["name"] for one in answer.json()["items"]]
            url = answer.links.get("next", {}).get("url", "")
    assert seen == [fact.jti for fact in reversed(facts)]


def test_rules_are_told_with_their_edition_and_as_they_count_on_a_day(town: DueTown) -> None:
    with standing_still(town) as client:
        whole = client.get("/api/v1/rules").json()
        earlier = client.get("/api/v1/rules", params={"edition": 3}).json()
        then = client.get("/api/v1/rules", params={"on": "2026-03-31"}).json()
        now = client.get("/api/v1/rules", params={"on": "2026-04-01"}).json()
        no_day = client.get("/api/v1/rules", params={"on": "2026-02-30"})
    assert whole["edition"] == whole["current_edition"] == len(whole["items"]) == town.edition
    assert (earlier["edition"], len(earlier["items"]), earlier["current_edition"]) == (3, 3, town.edition)
    general = {one["rule"] for one in then["items"] if one["governs"] == "publicity" and one.get("tier") == "general"}
    assert general == {"R-NDRC58-general"}
    general = {one["rule"] for one in now["items"] if one["governs"] == "publicity" and one.get("tier") == "general"}
    assert general == {"R-NDRC36-general"}
    assert all(one["evidence"] for one in whole["items"])
    assert (no_day.status_code, no_day.json()["pointer"]) == (422, "on")


def test_definitions_are_told_with_whether_they_are_in_force(town: DueTown) -> None:
    with standing_still(town) as client:
        lists = client.get("/api/v1/lists").json()["items"]
        history = client.get(f"/api/v1/lists/{LIST}").json()["versions"]
        measures = client.get("/api/v1/measures").json()["items"]
        purposes = client.get("/api/v1/purposes").json()["items"]
        unknown = client.get("/api/v1/lists/no-such-list")
        without = client.get("/api/v1/lists/no-such-list/listings")
        year = client.get("/api/v1/calendars/2150")
    assert [one["list"] for one in lists] == ["court-defaulters", LIST]
    assert [(one["version"], one["is_in_force"]) for one in history] == [(1, True)]
    assert [(one["measure"], one["lists"]) for one in measures] == [("procurement-ban", [LIST])]
    assert [one["readers"] for one in purposes] == [[BUREAU, CENTRE]]
    assert (unknown.json()["code"], without.json()["code"]) == ("list-not-found", "list-not-found")
    assert year.json()["code"] == "calendar-not-found"


def test_a_body_sees_its_own_board_by_urgency_and_nobody_else_does(town: DueTown) -> None:
    contested(town)
    with standing_still(town) as client:
        centre = signed_get(client, CENTRE_KEY, "/api/v1/board?limit=1").json()
        rest = signed_get(client, CENTRE_KEY, f"/api/v1/board?limit=1&after={centre['next']}").json()
        bureau = signed_get(client, BUREAU_KEY, "/api/v1/board").json()
        unsigned = client.get("/api/v1/board")
        placeless = signed_get(client, CENTRE_KEY, "/api/v1/board?after=2026-13-01.1.accept")
    assert {one["kind"] for one in (*centre["items"], *rest["items"])} == {"accept"}
    assert (centre["total"], len(centre["items"]), len(rest["items"])) == (2, 1, 1)
    assert {one["kind"] for one in bureau["items"]} == {"answer"}
    assert not [one for one in SAYS if one in orjson.dumps([centre, bureau]).decode()]
    assert unsigned.status_code == 401
    assert (placeless.status_code, placeless.json()["pointer"]) == (422, "after")


def test_counts_name_the_size_at_which_they_were_taken(town: DueTown) -> None:
    contested(town)
    with standing_still(town) as client:
        answers = [client.get(f"/api/v1/{name}").json() for name in ("statistics", "deadlines", "indicators")]
    size = town.ledger.reader.size()
    assert [(one["size"], one["applied"], one["as_of"]["size"]) for one in answers] == [(size, size, size)] * 3


def test_a_request_goes_the_way_of_every_statement_and_its_receipt_is_found_under_its_own_id(town: DueTown) -> None:
    fact = town.penalty(1)
    town.send(fact)
    with_own_key(town)
    texts = dict.fromkeys(("subject.evidence", "subject.body", "subject.document_no"), "")
    about = {"subject.target_kind": "fact", "subject.target": fact.jti, "subject.text": "罚款数额有误"}
    request = town.as_company(CaseRequest, {**about, **texts}, kind="objection")
    with standing_still(town) as client:
        sent = client.post("/api/v1/statements", content=request.text, headers={"content-type": "application/sd-jwt"})
        public = client.get(f"/api/v1/receipts/subject/{request.jti}")
        same = client.get(sent.headers["location"])
        line = orjson.dumps({"statement": request.text}, option=orjson.OPT_APPEND_NEWLINE)
        batch = client.post("/api/v1/statements", content=line, headers={"content-type": "application/x-ndjson"})
    assert sent.status_code == 201
    assert sent.headers["location"].startswith("/api/v1/receipts/platform/")
    assert public.content == same.content
    assert public.json()["disclosures"] == []
    answered = orjson.loads(batch.content.splitlines()[1])
    schema = {"$ref": "#/components/schemas/BatchLine", "components": client.get(OPENAPI_PATH).json()["components"]}
    jsonschema_rs.validator_for(schema).validate(answered)
    assert answered["receipt"]["disclosures"] == sent.json()["disclosures"]


def test_without_read_models_nothing_of_due_process_is_told_but_the_law(town: DueTown) -> None:
    with TestClient(create_app(town.ledger, clock=town.clock), base_url="http://localhost") as client:
        for path in ("removals", "statistics", "deadlines", "indicators", f"lists/{LIST}/listings"):
            answer = client.get(f"/api/v1/{path}")
            assert (answer.status_code, answer.json()["code"]) == (503, "list-unavailable"), path
        assert signed_get(client, BUREAU_KEY, "/api/v1/board").status_code == 503
        assert look(client, BUREAU_KEY, "procurement").status_code == 503
        assert client.get("/api/v1/rules").status_code == 200
    assert looks_on_record(town) == 0
