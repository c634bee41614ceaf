"""Answers about lists, removals, rules, definitions, boards and counts: dated, paged, and kept by no cache."""

import jsonschema_rs
import orjson
from starlette.testclient import TestClient

from api.app import OPENAPI_PATH, create_app
from domain.fact.events import FactWithdrawn
from domain.listing.events import ListingEnded
from domain.request.events import CaseRequest
from tests.api.due import contested, look, looks_on_record, signed_get, standing_still
from tests.api.due_process.reader import LIST, SAYS
from tests.due_town import DueTown
from tests.service.test_due_process import listed, with_own_key
from tests.town import BUREAU, BUREAU_KEY, CENTRE, CENTRE_KEY


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
