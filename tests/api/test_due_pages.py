"""Pages of due process: nothing that ended, nothing without its mark, no name unescaped, both languages whole."""

from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.public_list import PublicList
from api.public_reading import ReadModelReading
from api.records import LedgerRecords
from api.web.due_labels import DUE_LABELS, GOVERNS, PROOFS, STEPS
from domain.case.events import Outcome
from domain.claims import Tier
from domain.fact.events import WithdrawalGround
from domain.listing.events import EndGround, Service
from domain.measure.events import MeasureEndGround
from domain.registry import EVENTS
from domain.revocation.events import RevocationGround
from domain.rule.events import Evidence, Governs
from domain.standing.display import MarkKind
from projections.casework.procedure import ProcedureKind
from tests.api.due import standing_still
from tests.api.test_pages import CHINESE, Outline
from tests.due_town import COMPANY_WHO, PERSON, DueTown, new_id, open_due_town
from tests.projections.list_desk import COURT_LIST, ListDesk, open_list_desk, shanghai
from tests.service.test_due_process import LIST, listed, notice
from tests.town import COMPANY, COMPANY_CODE

WHY = "未按规定公示年度报告"
HTML = {"accept": "text/html"}
PERSON_FACE = {"subject.masked_identifier": "990000********1239", "subject.kind": "NP"}
BEFORE, AT_THE_END = shanghai("2027-04-19", "23:59:59"), shanghai("2027-04-20", "00:00:00")


class Site:
    """The site over a town whose read models stand still."""

    def __init__(self, desk: ListDesk) -> None:
        self.desk = desk
        clock = desk.town.clock
        app = create_app(
            desk.town.ledger,
            public_facts=PublicList(desk.models, clock),
            public_reading=ReadModelReading(desk.models, clock),
            records=LedgerRecords(desk.town.ledger, clock),
            clock=clock,
        )
        self.client = TestClient(app, base_url="http://localhost")

    def text(self, path: str, at: datetime | None = None) -> str:
        if at is not None:
            self.desk.town.clock.now = at
        answer = self.client.get(path, headers=HTML)
        assert answer.status_code == 200, path
        return answer.text


@pytest.fixture
def site(dsn: str, tmp_path: Path) -> Iterator[Site]:
    with open_list_desk(dsn, tmp_path / "home") as desk:
        yield Site(desk)


@pytest.fixture
def town(dsn: str, tmp_path: Path) -> Iterator[DueTown]:
    with open_due_town(dsn, tmp_path / "home") as opened:
        yield opened


def pages_of(listing: str) -> list[str]:
    paths = [f"/lists/{LIST}", f"/lists/{LIST}?q={COMPANY_CODE}", f"/lists/{LIST}?q={COMPANY}", f"/listings/{listing}"]
    paths += ["/facts", f"/facts?q={COMPANY_CODE}", f"/facts?q={COMPANY}"]
    return [prefix + path for path in paths for prefix in ("", "/en")]


class Foreign(HTMLParser):
    """Collects Chinese that an English page does not call Chinese."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._languages: list[str | None] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "link", "input", "br"}:
            self._languages.append(dict(attrs).get("lang"))

    def handle_endtag(self, tag: str) -> None:
        self._languages.pop()

    def handle_data(self, data: str) -> None:
        language = next((one for one in reversed(self._languages) if one), None)
        if self.lasttag != "title" and language != "zh-CN" and CHINESE.search(data):
            self.found.append(data)


@pytest.mark.parametrize("readers", ["middle", "always"])
def test_inv_7_no_page_shows_what_is_past_its_end_though_nothing_ran(site: Site, readers: str) -> None:
    _, listing = site.desk.listed(readers, tier="general")
    for path in pages_of(listing):
        assert WHY in site.text(path, BEFORE), path
    for path in (*pages_of(listing), "/removals", f"/lists/{LIST}?as_of=2026-05-08", "/lists", "/rules"):
        text = site.text(path, AT_THE_END)
        assert WHY not in text, path
        assert COMPANY not in text or f"q={COMPANY}" in path, path


def test_inv_7_an_ended_listing_tells_only_that_it_ended_when_and_why(site: Site) -> None:
    _, listing = site.desk.listed()
    text = site.text(f"/listings/{listing}", AT_THE_END)
    assert "自 2027-04-20 起不再公示" in text
    assert "原因：期限已到" in text
    for kept_back in (COMPANY, COMPANY_CODE, WHY, "滕审列", "2026-05-07", "告知"):
        assert kept_back not in text.partition("<main")[2]
    assert site.desk.town.ledger.clockwork.end_of_listing(listing) is not None
    again = site.text(f"/listings/{listing}")
    assert "自 2027-04-20 起不再公示" in again
    assert 'href="/rules#' in again or "决定载明的期限" in again
    assert f'href="/listings/{listing}"' in site.text("/removals")


def test_inv_8_every_page_marks_what_is_contested_though_nothing_ran(site: Site) -> None:
    fact, listing = site.desk.listed()
    for path in pages_of(listing):
        assert 'class="marks"' not in site.text(path)
    site.desk.filed(listing, target_kind="listing")
    site.desk.filed(fact)
    for path in pages_of(listing):
        text = site.text(path)
        assert WHY in text, path
        assert ("Objection pending" if path.startswith("/en") else "异议处理中") in text, path


def test_inv_8_a_statement_of_correction_is_shown_in_the_subjects_own_words_escaped(site: Site) -> None:
    fact, listing = site.desk.listed()
    site.desk.correct(listing, "listing", "年报已于三月补报 <b>&")
    site.desk.correct(fact, "fact", "年报已于三月补报 <b>&")
    for path in pages_of(listing):
        text = site.text(path)
        assert "年报已于三月补报 &lt;b&gt;&amp;" in text, path
        assert "<b>" not in text


def test_inv_9_while_an_objection_is_overdue_the_listing_is_called_suspended_and_nobody_named(site: Site) -> None:
    _, listing = site.desk.listed()
    site.desk.filed(listing, target_kind="listing")
    resting = shanghai("2026-05-13", "00:00:00")
    text = site.text(f"/listings/{listing}", resting)
    assert "暂停公示" in text
    assert COMPANY not in text
    assert COMPANY not in site.text(f"/lists/{LIST}", resting)
    assert "公示暂停" in site.text(f"/lists/{LIST}?as_of=2026-05-08", resting)


def test_the_account_of_a_listing_names_each_step_its_day_its_signer_and_its_place(site: Site) -> None:
    _, listing = site.desk.listed()
    text = site.text(f"/listings/{listing}")
    for shown in ("告知", "陈述申辩", "认定决定", "送达并公布", "2026-05-06", "2026-05-07", "2026-05-08", "2027-04-20"):
        assert shown in text
    assert text.count("证明：") == 4
    assert "当事人，或者代其提交的窗口；账本平台封存原件" in text
    assert "账本平台（自动）" not in text
    assert "市场监管总局令第44号" in text


def test_a_person_on_a_courts_list_is_shown_with_a_masked_number(site: Site) -> None:
    listing = site.desk.mirrored(PERSON, **PERSON_FACE, **{"subject.name": "赵虚构"})
    for path in (f"/lists/{COURT_LIST}", f"/listings/{listing}", f"/en/lists/{COURT_LIST}"):
        text = site.text(path)
        assert "赵虚构" in text
        assert "990000********1239" in text
        assert PERSON["subject.identifier"] not in text


def test_names_and_grounds_are_shown_escaped(site: Site) -> None:
    face = {"subject.masked_identifier": "", "subject.kind": "ENT", "subject.name": "虚构<i>&公司"}
    listing = site.desk.mirrored(COMPANY_WHO, **face, **{"subject.reason": "拒不履行<script>"})
    for path in (f"/lists/{COURT_LIST}", f"/listings/{listing}", f"/en/lists/{COURT_LIST}"):
        text = site.text(path)
        assert "虚构&lt;i&gt;&amp;公司" in text
        assert "拒不履行&lt;script&gt;" in text
        assert "<i>" not in text
        assert "<script>" not in text


def test_an_earlier_edition_gives_of_what_is_gone_only_its_place_and_ground(site: Site) -> None:
    site.desk.listed()
    shown = site.text(f"/lists/{LIST}?as_of=2026-05-08", shanghai("2026-06-01"))
    assert "这是 2026-05-08 的版本" in shown
    assert COMPANY in shown
    gone = site.text(f"/lists/{LIST}?as_of=2026-05-08", AT_THE_END)
    assert "现在不公示" in gone
    assert "期限已到" in gone
    size = site.desk.town.ledger.reader.size()
    assert COMPANY not in site.text(f"/lists/{LIST}?as_of={size - 1}")


@pytest.mark.parametrize("path", [f"/lists/{LIST}?q=none+such&as_of=2026-04-20", f"/lists/{LIST}", "/removals"])
def test_the_question_stays_when_the_language_changes(site: Site, path: str) -> None:
    site.desk.town.clock.on("2026-04-21")
    shown = escape(path)
    assert f'href="/en{shown}" hreflang="en"' in site.text(path)
    assert f'href="{shown}" hreflang="zh-CN"' in site.text("/en" + path)


def test_a_day_before_the_list_was_in_force_leads_back_to_today(site: Site) -> None:
    assert f'<a href="/lists/{LIST}">查看现在的名单</a>' in site.text(f"/lists/{LIST}?as_of=0")


def test_an_empty_list_and_a_search_without_result_say_so_kindly(site: Site) -> None:
    assert "这份名单上目前没有任何主体" in site.text(f"/lists/{LIST}")
    assert "还没有任何记录不再公示" in site.text("/removals")
    text = site.text(f'/lists/{LIST}?q="><script>')
    assert "没有这个名称或代码" in text
    assert "<script>" not in text


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/lists/none-such", 404, "没有该名单"),
        ("/listings/none-such", 404, "核对编号"),
        ("/listings/00000000-0000-4000-8000-000000000000", 404, "核对编号"),
        (f"/lists/{LIST}?as_of=yesterday", 422, "这不是日期"),
        (f"/lists/{LIST}?after=x", 422, f'href="/lists/{LIST}">回到第一页'),
        ("/removals?after=x", 422, 'href="/removals">回到第一页'),
        ("/en/removals?after=x", 422, 'href="/en/removals">Back to the first page'),
        ("/removals?after=1~2026-05-08~1~2026-05-08~1", 422, "参数"),
        ("/lists/%00", 404, "没有该名单"),
        (f"/lists/{LIST}?q=%ED%A0%80%00", 200, "没有这个名称或代码"),
    ],
)
def test_what_cannot_be_shown_is_a_page_that_says_why(site: Site, path: str, status: int, told: str) -> None:
    answer = site.client.get(path, headers=HTML)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert told in answer.text


def test_a_listing_that_was_only_noticed_has_no_page(site: Site) -> None:
    town, unpublished = site.desk.town, new_id()
    fact = town.penalty(1)
    town.send(fact)
    notice(town, fact.jti, unpublished)
    assert site.client.get(f"/listings/{unpublished}", headers=HTML).status_code == 404


def test_english_pages_call_every_chinese_word_chinese_and_have_headings_and_labels(site: Site) -> None:
    fact, listing = site.desk.listed()
    site.desk.filed(fact)
    site.desk.correct(listing, "listing", "年报已于三月补报")
    site.desk.mirrored(PERSON, **PERSON_FACE, **{"subject.name": "赵虚构"})
    paths = (
        f"/lists/{LIST}",
        f"/lists/{COURT_LIST}",
        f"/listings/{listing}",
        "/lists",
        "/rules",
        "/removals",
        "/facts",
    )
    for path in paths:
        text = site.text(f"/en{path}")
        assert Foreign(text).found == [], path
        outline = Outline(text)
        assert len(outline.all("h1")) == 1
        assert {one.get("id") for one in outline.all("input")} == {one.get("for") for one in outline.all("label")}
        assert all(one.get("scope") for one in outline.all("th"))
        assert 'lang="zh-CN"' not in site.text(path).partition("<main")[2]


def test_counts_and_indicators_name_agencies_and_never_a_subject(town: DueTown) -> None:
    listed(town)
    with standing_still(town) as client:
        for path in ("/statistics", "/indicators", "/en/statistics", "/en/indicators"):
            text = client.get(path).text
            assert COMPANY not in text
            assert COMPANY_CODE not in text
            if path.startswith("/en"):
                assert Foreign(text).found == [], path
        assert "不归集" in client.get("/indicators").text
        assert client.get("/indicators").text.count("<tr id=") == 10 + 7


def test_a_head_has_the_headers_of_the_page_and_no_body(site: Site) -> None:
    for path in ("/lists", f"/lists/{LIST}", "/rules", "/removals"):
        head, page = site.client.head(path), site.client.get(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == page.headers["content-length"]


def test_rules_stand_where_their_day_puts_them_and_policy_is_called_policy(site: Site) -> None:
    text = site.text("/rules", datetime(2026, 3, 1, tzinfo=UTC))
    now, _, later = text.partition('id="upcoming"')
    coming, _, past = later.partition('id="past"')
    assert "R-NDRC58-general" in now
    assert "R-NDRC36-general" not in now
    assert "R-NDRC36-general" in coming
    assert "R-NDRC58-general" not in coming + past.partition('id="days"')[0].replace("R-NDRC58-general-from", "")
    assert "产品政策，不是法律" in now
    assert "2026 年" in past or "2026 年" in coming


def test_every_rule_is_on_the_page_of_rules_exactly_once(site: Site) -> None:
    rules = site.client.get("/api/v1/rules").json()["items"]
    text = site.text("/rules")
    for rule in rules:
        assert text.count(f">{rule['rule']}</span>") == sum(one["rule"] == rule["rule"] for one in rules)


def test_every_coded_value_of_due_process_has_a_name() -> None:
    assert set(get_args(Governs)) == set(GOVERNS)
    assert set(get_args(Evidence)) == set(DUE_LABELS["evidence"])
    assert set(get_args(Tier)) == set(DUE_LABELS["tier"])
    assert set(get_args(Service)) == set(DUE_LABELS["service"])
    assert set(get_args(MarkKind)) == set(DUE_LABELS["mark"])
    assert set(get_args(ProcedureKind)) == set(DUE_LABELS["procedure"])
    grounds = (EndGround, MeasureEndGround, RevocationGround, WithdrawalGround)
    assert {one for ground in grounds for one in get_args(ground)} == set(DUE_LABELS["ground"])
    assert {f"ended:{ground}" for ground in get_args(EndGround)} < set(DUE_LABELS["removal"])
    assert {*get_args(EndGround), *get_args(RevocationGround)} < set(DUE_LABELS["ended"])
    assert {*get_args(Outcome), "open", "granted", "refused", "partly"} == set(DUE_LABELS["outcome"])


def test_every_event_of_a_listing_is_a_step_with_a_name_and_a_proof() -> None:
    topics = {event.TOPIC for event in EVENTS if {"listing", "listings"} & set(event.model_fields)}
    assert set(STEPS) == set(PROOFS) == topics


def test_pages_of_removals_follow_one_another(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    fact, listing = site.desk.listed(tier="general")
    site.desk.town.clock.now = AT_THE_END
    assert site.desk.town.ledger.clockwork.end_of_fact(fact) is not None
    monkeypatch.setattr("api.routes.due_pages._PAGE", 1)
    paths, seen = ["/removals"], ""
    for path in paths:
        text = site.text(path)
        seen += text.partition("<main")[2]
        paths += [str(one["href"]) for one in Outline(text).all("a") if one.get("rel") == "next"]
    assert 1 < len(paths) < 5
    assert f'href="/listings/{listing}"' in seen
    assert seen.count("一条不利记录") == 1
