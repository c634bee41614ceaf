"""Parameters: what does not fit is named with what would, and nothing that was asked is passed over in silence."""

import re
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from starlette.testclient import TestClient

from api.docs import FOLDER
from api.parameter_forms import FORMS
from tests.api.test_due_pages import HTML, Site
from tests.projections.list_desk import open_list_desk
from tests.service.test_due_process import LIST

_LISTINGS = f"/api/v1/lists/{LIST}/listings"


@pytest.fixture
def site(dsn: str, tmp_path: Path) -> Iterator[Site]:
    with open_list_desk(dsn, tmp_path / "home") as desk:
        yield Site(desk)


def refused(client: TestClient, path: str, code: str) -> dict[str, str]:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (422, code), path
    return dict(answer.json())


def test_every_parameter_says_what_it_takes() -> None:
    document = orjson.loads(FOLDER.joinpath("openapi.json").read_bytes())
    for operations in document["paths"].values():
        for operation in operations.values():
            for one in operation.get("parameters", ()):
                bound = orjson.dumps(one["schema"]).decode()
                is_bound = re.search("pattern|maxLength|format", bound) is not None
                is_number = '"integer"' in bound
                assert (one["in"], one["name"]) in FORMS or is_number or not is_bound, one["name"]


@pytest.mark.parametrize(
    ("path", "name", "takes", "example"),
    [
        ("/api/v1/rules?on=2026-13-01", "on", "2026-04-01", "on=2026-04-01"),
        ("/api/v1/agencies?limit=0", "limit", "1 至 500", "limit=1"),
        ("/api/v1/removals?limit=201", "limit", "1 至 200", "limit=1"),
        ("/api/v1/rules?edition=x", "edition", "0 至 1000000", "edition=0"),
        ("/api/v1/calendars/26", "year", "2000 至 2199", "2000"),
        (f"{_LISTINGS}?as_of=2026-13-01", "as_of", "叶子数", "as_of=2026-06-30"),
        ("/api/v1/catalogue/A", "item", "小写字母", "xzcf"),
    ],
)
def test_a_malformed_parameter_is_told_what_it_takes_with_an_example(
    client: TestClient, path: str, name: str, takes: str, example: str
) -> None:
    told = refused(client, path, "parameter-invalid")
    assert told["pointer"] == name
    assert f"参数 {name}" in told["detail"]
    assert f"parameter {name}" in told["detail_en"]
    assert takes in told["detail"] + told["detail_en"]
    assert example in told["mend"]
    assert example in told["mend_en"]


def test_a_malformed_salt_is_told_what_it_takes(client: TestClient) -> None:
    answer = client.put(f"/api/v1/attachments/{'A' * 43}", content=b"", headers={"Chengjian-Salt": "short"})
    assert answer.status_code == 422
    assert answer.json()["pointer"] == "Chengjian-Salt"
    assert "22 个 base64url" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("/api/v1/rules?foo=1", "edition、on"),
        ("/api/v1/rules?editon=3", "edition、on"),
        ("/api/v1/lists?as_of=2026-01-01", ""),
        ("/api/v1/agencies?limit=1&x", "after、limit"),
    ],
)
def test_a_name_that_the_operation_does_not_know_is_refused(client: TestClient, path: str, known: str) -> None:
    told = refused(client, path, "parameter-unknown")
    assert known in told["mend"]
    assert "foo" not in str(told)


def test_what_the_standards_serve_and_pages_for_people_take_any_name(client: TestClient) -> None:
    for path in ("/checkpoint?x=1", "/livez?x=1", "/rules?from=singlemessage"):
        assert client.get(path).status_code == 200


def test_an_edition_that_was_never_published_is_refused(site: Site) -> None:
    current = site.client.get("/api/v1/rules").json()["current_edition"]
    assert site.client.get(f"/api/v1/rules?edition={current}").json()["edition"] == current
    told = refused(site.client, f"/api/v1/rules?edition={current + 1}", "edition-ahead")
    assert str(current) in told["detail"]
    assert told["pointer"] == "edition"


def test_a_moment_that_has_not_come_is_refused(site: Site) -> None:
    _, listing = site.desk.listed()
    size = site.desk.town.ledger.reader.size()
    for path in (_LISTINGS, f"/api/v1/listings/{listing}"):
        for present in (str(size), "2026-05-08"):
            assert site.client.get(f"{path}?as_of={present}").status_code == 200
        for ahead in (str(size + 1), "2026-05-09", "999999999999999"):
            told = refused(site.client, f"{path}?as_of={ahead}", "as-of-ahead")
            assert f"现有 {size} 条，今日是 2026-05-08" in told["detail"]


def test_the_state_before_the_first_leaf_has_the_day_on_which_it_ended(site: Site) -> None:
    site.desk.town.clock.on("2026-05-08")
    found = site.client.get(f"{_LISTINGS}?as_of=0").json()
    assert (found["size"], found["day"], found["items"]) == (0, "2026-04-20", [])
    assert "recorded_at" not in found


@pytest.mark.parametrize(
    ("asked", "told", "english"),
    [
        ("2026-13-01", "这不是日期", "neither a day"),
        ("2026-02-30", "这不是日期", "neither a day"),
        ("2027-01-01", "还没有到来", "has not come"),
    ],
)
def test_a_form_stays_with_its_fault_below_the_field(site: Site, asked: str, told: str, english: str) -> None:
    for prefix, words in (("", told), ("/en", english)):
        answer = site.client.get(f"{prefix}/lists/{LIST}?as_of={asked}&q=虚构公司", headers=HTML)
        assert answer.status_code == 422
        assert f'value="{asked}"' in answer.text
        assert 'value="虚构公司"' in answer.text
        fault = answer.text.partition('id="as_of-fault"')[2].partition("</p>")[0]
        assert words in fault
        assert "没有任何主体" not in answer.text
