"""What a task on the board is about, shown to the body that it waits for; and files as they stood (INV-14)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from domain.definition.events import PurposeDefined
from domain.fact.events import FactWithdrawn
from domain.request.events import CaseRequest
from ledger.crypto.keys import SigningKey
from tests.api.due import contested, look, looks_on_record, signed_get, signed_post, standing_still
from tests.due_town import COURT, COURT_KEY, OWN_KEY, PURPOSE, DueTown, open_due_town
from tests.service.test_due_process import listed, with_own_key
from tests.town import BUREAU, BUREAU_KEY, CENTRE, CENTRE_KEY, COMPANY_CODE


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as town:
        define(town, "objection", (BUREAU, COURT, CENTRE))
        define(town, "court-order", (COURT,))
        yield town


def define(town: DueTown, purpose: str, readers: tuple[str, ...]) -> None:
    claims = {**PURPOSE, "purpose": purpose, "name": purpose, "readers": readers}
    town.send(town.statement(PurposeDefined.from_claims(claims, {}), CENTRE_KEY, f"agency:{CENTRE}"))


def ask(client: TestClient, key: SigningKey, task: Mapping[str, Any], purpose: str = "objection") -> Response:
    asked = {"matter": task["matter"], "id": task["id"], "purpose": purpose}
    return signed_post(client, key, "/api/v1/matters", orjson.dumps(asked))


def tasks(client: TestClient, key: SigningKey) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = signed_get(client, key, "/api/v1/board").json()["items"]
    return items


def shown(answer: Response) -> tuple[list[str], list[str], list[str]]:
    file = answer.raise_for_status().json()
    return (
        [one["jti"] for one in file["facts"]],
        [one["listing"] for one in file["listings"]],
        [one["case"] for one in (*file["cases"], *file["repairs"])],
    )


def test_the_body_of_a_contested_record_sees_whose_it_is_what_is_objected_to_and_nothing_else(town: DueTown) -> None:
    fact, listing = contested(town)
    with standing_still(town) as client:
        of_fact, of_listing = sorted(tasks(client, BUREAU_KEY), key=lambda one: one["position"])
        first, second = ask(client, BUREAU_KEY, of_fact), ask(client, BUREAU_KEY, of_listing)
        assert shown(first) == ([fact], [], [of_fact["id"]])
        assert shown(second) == ([], [listing], [of_listing["id"]])
        assert first.json()["identifiers"] == [{"type": "uscc", "value": COMPANY_CODE}]
        assert first.json()["cases"][0]["steps"][0]["fields"]["subject.text"] == "年报已按期补报，事实认定有误"
        assert (first.json()["is_whole"], first.json()["looks"], first.json()["recalls"]) == (False, [], [])
    assert looks_on_record(town) == 2


def test_the_subject_finds_the_look_at_his_matter_in_his_file(town: DueTown) -> None:
    fact, _ = contested(town)
    with standing_still(town) as client:
        (task, *_) = sorted(tasks(client, BUREAU_KEY), key=lambda one: one["position"])
        trace = ask(client, BUREAU_KEY, task).json()["look"]
        define(town, "self-access", (CENTRE,))
        (seen,) = at_the_window(client).json()["looks"]
    assert (seen["position"], seen["unit"], seen["purpose"]) == (trace["position"], BUREAU, "objection")
    assert seen["targets"] == [f"fact:{fact}"]
    assert "subject.text" in seen["fields"]


def at_the_window(client: TestClient, **more: object) -> Response:
    window = {"identity_evidence": "营业执照", "clerk": "窗口 3 号", "delegate": "代理人甲", "delegation": "授权委托书"}
    return look(client, CENTRE_KEY, "self-access", **window, **more)


def test_whoever_takes_no_part_is_told_what_he_would_be_told_of_a_matter_that_does_not_exist(town: DueTown) -> None:
    contested(town)
    with standing_still(town) as client:
        (task, *_) = tasks(client, BUREAU_KEY)
        asked = [
            ask(client, COURT_KEY, task),
            ask(client, BUREAU_KEY, {**task, "id": "83bfedf4-fd25-4904-8c4b-f0975fec40c5"}),
            *(ask(client, BUREAU_KEY, {**task, "matter": kind}) for kind in ("review", "repair", "listing", "recall")),
        ]
        purposeless = ask(client, BUREAU_KEY, task, purpose="curiosity")
        nameless = signed_post(client, BUREAU_KEY, "/api/v1/matters", orjson.dumps({**task, "purpose": "objection"}))
    assert {(one.status_code, one.json()["code"]) for one in asked} == {(404, "matter-not-found")}
    assert (purposeless.status_code, purposeless.json()["code"]) == (403, "purpose-unknown")
    assert (nameless.status_code, nameless.json()["code"]) == (400, "look-malformed")
    assert looks_on_record(town) == 0


def test_the_credit_centre_sees_an_objection_that_it_has_to_decide_and_no_review(town: DueTown) -> None:
    fact, _ = contested(town)
    texts = dict.fromkeys(("subject.evidence", "subject.body", "subject.document_no"), "")
    texts |= {"subject.body": "滕州市示例复议机关", "subject.document_no": "滕复受〔2026〕1号"}
    about = {"subject.target_kind": "fact", "subject.target": fact, "subject.text": "已依法申请行政复议，请予标注"}
    town.send(town.as_company(CaseRequest, {**about, **texts}, kind="review"))
    with standing_still(town) as client:
        decided = [one for one in tasks(client, CENTRE_KEY) if one["matter"] == "objection"]
        answers = [ask(client, CENTRE_KEY, one) for one in decided]
        review = [one for one in tasks(client, BUREAU_KEY) if one["matter"] == "review"]
        refused = [ask(client, CENTRE_KEY, one) for one in review]
    assert [one.status_code for one in answers] == [200, 200]
    assert [one.status_code for one in refused] == [404] * len(review)


def test_a_record_that_is_no_longer_in_force_is_shown_to_who_deals_with_its_case(town: DueTown) -> None:
    fact, _ = contested(town)
    with standing_still(town) as client:
        (task, *_) = sorted(tasks(client, BUREAU_KEY), key=lambda one: one["position"])
        town.clock.on("2026-05-20")  # the objection is overdue, and suspends the record
        answer = ask(client, BUREAU_KEY, task)
        file = look(client, BUREAU_KEY, "procurement")
    assert (shown(answer)[0], answer.json()["facts"][0]["is_in_force"]) == ([fact], False)
    assert file.json()["facts"] == []


def test_a_recipient_learns_which_records_it_has_to_stop_using(town: DueTown) -> None:
    penalty = town.penalty(1)
    town.send(penalty)
    with standing_still(town) as client:
        look(client, COURT_KEY, "objection").raise_for_status()
        reason = {"subject.fact": penalty.jti, "subject.reason": "录入有误"}
        town.send(town.as_bureau(FactWithdrawn, reason, item="xzcf", ground="recorded_in_error"))
    with standing_still(town) as client:
        (task,) = tasks(client, COURT_KEY)
        answer = ask(client, COURT_KEY, task)
        others = ask(client, BUREAU_KEY, task)
    assert task["kind"] == "recall"
    (recall,) = answer.json()["recalls"]
    assert (recall["jti"], recall["targets"]) == (task["id"], [f"fact:{penalty.jti}"])
    assert answer.json()["identifiers"] == [{"type": "uscc", "value": COMPANY_CODE}]
    assert others.status_code == 404


def test_the_body_of_a_listing_under_way_sees_its_steps(town: DueTown) -> None:
    _, listing = listed(town)
    with standing_still(town) as client:
        answer = ask(client, BUREAU_KEY, {"matter": "listing", "id": listing})
        other = ask(client, COURT_KEY, {"matter": "listing", "id": listing})
    topics = [step["topic"].split(":")[2] for step in answer.json()["listings"][0]["steps"]]
    assert topics[0] == "notice-served"
    assert topics[-1] == "listing-published"
    assert other.status_code == 404


def test_the_window_and_a_court_see_a_file_as_it_stood_and_no_other_body_does(town: DueTown) -> None:
    define(town, "self-access", (CENTRE,))
    penalty = town.penalty(1)
    town.send(penalty)
    size = town.ledger.reader.size()
    reason = {"subject.fact": penalty.jti, "subject.reason": "录入有误"}
    town.clock.on("2026-04-22")
    town.send(town.as_bureau(FactWithdrawn, reason, item="xzcf", ground="recorded_in_error"))
    with standing_still(town) as client:
        now = look(client, COURT_KEY, "court-order").json()
        then = [look(client, COURT_KEY, "court-order", as_of=as_of).json() for as_of in (str(size), "2026-04-20")]
        own = at_the_window(client, as_of="2026-04-20").json()
        other = look(client, BUREAU_KEY, "objection", as_of="2026-04-20")
        nonsense = look(client, COURT_KEY, "court-order", as_of="2026-02-30")
    assert now["facts"] == []
    assert [[one["jti"] for one in file["facts"]] for file in (*then, own)] == [[penalty.jti]] * 3
    assert [file["day"] for file in then] == ["2026-04-20"] * 2
    assert then[0]["size"] == size
    assert (other.status_code, other.json()["code"]) == (403, "past-file-refused")
    assert (nonsense.status_code, nonsense.json()["code"]) == (422, "parameter-invalid")
    assert looks_on_record(town) == 4


def test_the_subject_sees_his_own_file_as_it_stood(town: DueTown) -> None:
    town.send(town.penalty(1))
    with_own_key(town)
    size = town.ledger.reader.size()
    town.send(town.penalty(2))
    with standing_still(town) as client:
        then, now = (look(client, OWN_KEY, "self-access", **one).json() for one in ({"as_of": str(size)}, {}))
        nothing = look(client, OWN_KEY, "self-access", as_of="2026-04-19")
    assert (len(then["facts"]), len(now["facts"])) == (1, 2)
    assert (nothing.status_code, nothing.json()["code"]) == (404, "file-not-found")
