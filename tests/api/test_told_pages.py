"""What pages tell: why a record is gone, which law ends it, and no code of ours."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.rule.events import RulePublished
from tests.api.test_due_pages import HTML, Foreign, Site
from tests.projections.list_desk import open_list_desk
from tests.projections.test_revocations_told import revoke
from tests.service.test_due_process import LIST
from tests.town import CENTRE, CENTRE_KEY, COMPANY

SHORT = "《虚构公示规定》"


@pytest.fixture
def site(dsn: str, tmp_path: Path) -> Iterator[Site]:
    with open_list_desk(dsn, tmp_path / "home") as desk:
        yield Site(desk)


def test_the_page_of_an_ended_listing_and_the_feed_say_why_its_ground_was_revoked(site: Site) -> None:
    fact, listing = site.desk.listed()
    size = site.desk.town.ledger.reader.size()
    revoke(site.desk, fact)
    for path in (f"/listings/{listing}", "/removals", f"/lists/{LIST}?as_of={size}"):
        for prefix in ("", "/en"):
            text = site.text(prefix + path)
            assert "复议机关认定事实不清" in text, path
            assert "滕政复〔2026〕1号" in text, path
            assert COMPANY not in text.partition("<main")[2], path
            assert prefix == "" or Foreign(text).found == [], path
    assert "自 2026-05-08 起不再公示" in site.text(f"/listings/{listing}")


def test_the_head_of_a_listing_names_the_law_that_ends_it_before_the_day_that_the_decision_states(site: Site) -> None:
    _, listing = site.desk.listed(tier="general")
    site.desk.town.clock.on("2026-05-09")
    sooner = {"rule": "R-TEST", "version": 1, "governs": "publicity", "amount": 6, "unit": "month", "tier": "general"}
    since = {"source": f"{SHORT}（第9号令）", "evidence": "memory", "effective_from": "2026-05-09"}
    event = RulePublished.from_claims({**sooner, **since}, {})
    site.desk.town.send(site.desk.town.statement(event, CENTRE_KEY, f"agency:{CENTRE}"))
    text = site.text(f"/listings/{listing}")
    assert f">{SHORT}</span>" in site.text(f"/en/listings/{listing}")
    assert f"{SHORT}</span>：公示期限</a>" in text
    assert "决定载明的截止日是 2027-04-20" in text
    assert text.count("不再公示之日") == 1


def test_the_page_of_rules_shows_no_code_of_a_list_and_policy_in_one_language(site: Site) -> None:
    for path, own, other in (
        ("/rules", "诚鉴产品政策", "product policy"),
        ("/en/rules", "Policy of Chengjian", "产品政策"),
    ):
        text = site.text(path)
        assert "拖欠农民工工资失信联合惩戒对象名单" in text
        assert "wage-arrears" not in text
        assert own in text
        assert other not in text
        assert "INV-" not in text


def test_the_feed_names_the_place_of_what_ended_a_record(site: Site) -> None:
    fact, _ = site.desk.listed()
    revoke(site.desk, fact)
    last = site.desk.town.ledger.reader.size() - 1
    assert f'data-label="终止于账本位置">{last}</td>' in site.text("/removals")


def test_an_empty_past_edition_speaks_of_its_day(site: Site) -> None:
    site.desk.town.clock.on("2026-04-21")
    assert "当日这份名单上没有任何主体" in site.text(f"/lists/{LIST}?as_of=2026-04-20")


def test_the_page_of_rights_takes_its_days_from_the_rules_in_force(site: Site) -> None:
    text = site.text("/rights")
    for day in ("3 个工作日", "7 个工作日", "10 个工作日", "60 日", "6 个月"):
        assert f">{day}</strong>" in text
    sooner = {"rule": "R-SD-39a", "version": 2, "governs": "objection", "amount": 2, "unit": "working_day"}
    since = {"source": SHORT, "evidence": "memory", "effective_from": site.desk.town.clock.today}
    event = RulePublished.from_claims({**sooner, **since}, {})
    site.desk.town.send(site.desk.town.statement(event, CENTRE_KEY, f"agency:{CENTRE}"))
    assert f'>2 个工作日</strong> <a class="small" href="/rules#R-SD-39a"><span>{SHORT}' in site.text("/rights")
    assert Foreign(site.text("/en/rights")).found == []
    assert f'href="/agencies/{CENTRE}"' in text


def test_every_page_leads_to_the_rights(site: Site) -> None:
    _, listing = site.desk.listed()
    for path in ("/facts", "/lists", f"/lists/{LIST}", f"/listings/{listing}", "/removals"):
        body, _, footer = site.text(path).partition("<main")[2].partition("<footer>")
        assert 'href="/rights"' in body, path
        assert 'href="/rights"' in footer, path


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/lists/none-such", "/lists"),
        ("/listings/none-such", "/removals"),
        ("/agencies/none-such", "/agencies"),
        ("/catalogue/none-such", "/catalogue"),
        ("/problems/none-such", "/problems"),
        ("/none-such", "/"),
    ],
)
def test_a_page_of_an_error_leads_on_and_names_no_address_of_machines(site: Site, path: str, leads: str) -> None:
    for prefix in ("", "/en"):
        answer = site.client.get(prefix + path, headers=HTML)
        assert answer.status_code == 404
        main = answer.text.partition("<main")[2].partition("</main>")[0]
        assert f'href="{prefix}{leads}"' in main
        assert "/api/" not in main
