"""Pages for people: both languages whole, no script, nothing from elsewhere, and every link leads somewhere."""

import re
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.problems.table import KINDS
from api.public_list import PublicList
from api.public_reading import ReadModelReading
from api.records import LedgerRecords
from api.web.due_labels import DUE_LABELS
from api.web.labels import LABELS
from api.web.languages import LOCALES
from api.web.site import STATIC
from ledger.service.ledger import Ledger
from projections.models import ReadModels
from tests.api.bare import BareLedger
from tests.api.site_texts import english_texts, texts_of_site
from tests.town import BUREAU, COMPANY, COMPANY_CODE, licence, penalty, record
from tests.waiting import wait_until

_NAMED = (f"/agencies/{BUREAU}", "/catalogue/xzxk", "/problems/overloaded")
_DUE = ("/lists", "/removals", "/rules", "/rights", "/statistics", "/indicators")
PATHS = ("/", "/agencies", "/catalogue", "/facts", "/verify", "/api", "/problems", *_DUE, *_NAMED)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Outline(HTMLParser):
    """What a page is made of."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]

    def links(self) -> list[str]:
        return [str(one.get("href")) for one in self.all("a", "link")]


def site_of(town: Ledger, models: ReadModels) -> FastAPI:
    reading, records = ReadModelReading(models), LedgerRecords(town)
    return create_app(town, public_facts=PublicList(models), public_reading=reading, records=records)


@pytest.fixture(scope="module")
def site(town: Ledger) -> Iterator[TestClient]:
    record(town, *(licence(number) for number in range(5_000, 5_060)), penalty(5_000))
    models = ReadModels(town)
    with (
        models.following(),
        TestClient(site_of(town, models), base_url="http://localhost") as c,
    ):
        wanted = town.reader.size()
        for path in ("/api/v1/public/facts?limit=1", "/api/v1/statistics"):
            wait_until(partial(_has_applied, c, path, wanted), what=path)
        yield c


def _has_applied(client: TestClient, path: str, size: int) -> bool:
    return int(client.get(path).json().get("applied", 0)) >= size


def test_the_english_catalogue_is_complete_and_holds_nothing_else() -> None:
    texts = texts_of_site()
    assert len(texts) > 100
    english = english_texts()
    assert set(texts) - english.keys() == set()
    assert english.keys() - set(texts) == set()


def test_no_text_is_translated_twice() -> None:
    lines = (LOCALES / "en" / "LC_MESSAGES" / "web.po").read_text().splitlines()
    texts = [line for line in lines if line.startswith('msgid "') and line != 'msgid ""']
    assert len(texts) == len(set(texts))


def test_no_english_text_is_left_in_chinese_and_placeholders_agree() -> None:
    for chinese, english in english_texts().items():
        assert not CHINESE.search(english), chinese
        assert sorted(re.findall(r"%\(\w+\)s", chinese)) == sorted(re.findall(r"%\(\w+\)s", english)), chinese


@pytest.mark.parametrize("path", PATHS)
def test_every_page_exists_in_both_languages_and_says_so(site: TestClient, path: str) -> None:
    for prefix, tag in (("", "zh-CN"), ("/en", "en")):
        answer = site.get(prefix + path)
        assert answer.status_code == 200
        assert answer.headers["content-language"] == tag
        outline = Outline(answer.text)
        assert outline.all("html") == [{"lang": tag}]
        alternates = {one.get("hreflang"): one.get("href") for one in outline.all("link") if one.get("hreflang")}
        assert alternates == {"zh-CN": path, "en": "/en" + path}


@pytest.mark.parametrize("path", PATHS)
def test_no_page_has_a_script_an_inline_style_or_anything_from_elsewhere(site: TestClient, path: str) -> None:
    answer = site.get(path)
    outline = Outline(answer.text)
    assert outline.all("script", "iframe", "object", "embed", "img", "style") == []
    assert all("style" not in attributes for _, attributes in outline.tags)
    assert all(not name.startswith("on") for _, attributes in outline.tags for name in attributes)
    assert [link for link in outline.links() if "//" in link] == []
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", PATHS)
def test_every_page_has_one_heading_a_main_part_and_labels(site: TestClient, path: str) -> None:
    outline = Outline(site.get(path).text)
    assert len(outline.all("h1")) == 1
    assert [one.get("id") for one in outline.all("main")] == ["main"]
    assert outline.links()[0] == "#main" or "#main" in outline.links()
    assert {one.get("id") for one in outline.all("input")} == {one.get("for") for one in outline.all("label")}
    assert all(one.get("scope") for one in outline.all("th"))


def test_every_link_of_the_site_leads_somewhere(site: TestClient) -> None:
    waiting, seen = ["/", "/en/"], set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(("/problems/", "/en/problems/")):
            continue
        seen.add(path)
        answer = site.get(path)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            waiting += [link.partition("#")[0] for link in Outline(answer.text).links() if not link.startswith("#")]
    assert len(seen) > 40


def test_the_first_page_shows_what_is_running(site: TestClient, town: Ledger) -> None:
    text = site.get("/").text
    for shown in (
        "滕州市",
        town.genesis.origin,
        town.genesis.log_key,
        "正常记账",
        f"{town.reader.checkpoint().size:,}",
    ):
        assert shown in text


def test_a_test_ledger_says_so_on_every_page_and_a_production_ledger_nowhere(
    site: TestClient, bare: BareLedger
) -> None:
    for path in PATHS:
        assert 'class="banner"' in site.get(path).text
    object.__setattr__(bare.genesis, "environment", "production")
    with TestClient(create_app(bare), base_url="http://localhost") as production:
        text = production.get("/").text
    assert 'class="banner"' not in text
    assert "noindex" not in text


def test_the_public_list_has_pages_and_finds_by_exact_name_or_code(site: TestClient) -> None:
    first = site.get("/facts")
    following = next(link for link in Outline(first.text).links() if "after=" in link)
    second = site.get(following.replace("&amp;", "&"))
    assert "滕审准〔2026〕5059号" in first.text
    assert "滕审准〔2026〕5059号" not in second.text
    assert "滕审准〔2026〕5000号" in second.text
    wide = "".join(chr(ord(one) + 0xFEE0) for one in COMPANY_CODE)
    for query in (COMPANY, COMPANY_CODE, COMPANY_CODE.lower(), wide):
        assert "滕审准〔2026〕5059号" in site.get("/facts", params={"q": query}).text
    assert "没有符合的公开记录" in site.get("/facts", params={"q": COMPANY[:-2]}).text


def test_names_on_record_are_marked_as_chinese_on_english_pages(site: TestClient) -> None:
    assert f'<span lang="zh-CN">{COMPANY}<br>' in site.get("/en/facts").text
    assert '<span lang="zh-CN">滕州市</span>' in site.get("/en/").text
    assert 'lang="zh-CN"' not in site.get("/facts").text.partition("<main")[2]


@pytest.mark.parametrize(
    ("path", "page"), [("/en", "/en/"), ("/facts/?q=x", "/facts?q=x"), ("/en/verify/", "/en/verify")]
)
def test_a_slash_too_many_or_too_few_leads_to_the_page(site: TestClient, path: str, page: str) -> None:
    answer = site.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, page)


def test_nothing_adverse_and_no_representative_is_on_any_page(site: TestClient) -> None:
    for path in ("/", "/facts", "/en/facts", "/api/v1/public/facts?limit=200"):
        text = site.get(path).text
        for hidden in ("滕审罚", "罚款", "张示例"):
            assert hidden not in text, path


def test_what_was_searched_for_is_shown_escaped(site: TestClient) -> None:
    text = site.get("/facts", params={"q": '"><script>x</script>'}).text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("path", ["/", "/facts", "/facts?q=none+such", "/agencies?after=1"])
def test_the_question_stays_when_the_language_changes(site: TestClient, path: str) -> None:
    assert f'href="/en{path}" hreflang="en"' in site.get(path).text
    assert f'href="{path}" hreflang="zh-CN"' in site.get("/en" + path).text


def test_a_missing_page_is_a_page_in_the_language_of_its_address(client: TestClient) -> None:
    html = {"accept": "text/html,*/*"}
    chinese, english = client.get("/nirgends", headers=html), client.get("/en/nowhere", headers=html)
    assert (chinese.status_code, english.status_code) == (404, 404)
    assert "此地址没有内容" in chinese.text
    assert "There is nothing at this address" in english.text
    assert client.get("/nirgends").headers["content-type"] == "application/problem+json"
    assert client.get("/api/v1/nothing", headers=html).headers["content-type"] == "application/problem+json"


def test_every_problem_has_its_page(client: TestClient) -> None:
    for code in KINDS:
        assert client.get(f"/problems/{code}").status_code == 200
        assert client.get(f"/en/problems/{code}").status_code == 200
    assert client.get("/problems/none-such").json()["code"] == "problem-not-found"


def test_files_are_named_for_their_content_and_kept_for_ever(client: TestClient) -> None:
    for link in Outline(client.get("/").text).links():
        if link.startswith("/static/"):
            answer = client.get(link)
            assert answer.status_code == 200
            assert "immutable" in answer.headers["cache-control"]
    assert client.get("/static/site.css").status_code == 404
    assert client.get("/static/..%2f..%2fapp.py").status_code == 404


_TEXT_ON = (
    *(("paper", colour) for colour in ("ink", "soft", "jade", "jade-ink", "red")),
    *(("card", colour) for colour in ("ink", "soft", "jade", "amber")),
    ("jade-wash", "ink"),
    ("jade-wash", "jade"),
    ("jade-wash", "jade-ink"),
    ("amber-wash", "amber"),
    ("red-wash", "red"),
    ("jade", "paper"),
)


def brightness(colour: str) -> float:
    """Relative luminance; WCAG 2.2."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1])
@pytest.mark.parametrize(("ground", "text"), _TEXT_ON)
def test_text_stands_out_from_its_ground_in_light_and_dark(scheme: int, ground: str, text: str) -> None:
    sheet = (STATIC / "site.css").read_text(encoding="utf-8")
    schemes = [dict(re.findall(r"--([a-z-]+): #([0-9a-f]{6});", part)) for part in sheet.split(":root {")[1:]]
    colours = schemes[scheme]
    dark, light = sorted((brightness(colours[ground]), brightness(colours[text])))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_every_code_of_the_catalogue_has_a_name() -> None:
    assert set(LABELS) == {"role", "nature", "disclosure", "level", "subject", "identifier", *DUE_LABELS}


def test_an_empty_ledger_has_pages_too(bare_app: FastAPI) -> None:
    with TestClient(bare_app, base_url="http://localhost") as client:
        assert client.get("/catalogue").status_code == 200
        assert client.get("/facts").json()["code"] == "list-unavailable"
