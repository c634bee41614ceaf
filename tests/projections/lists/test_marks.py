"""What is contested bears its mark on every path and in every edition, or rests."""

from datetime import date

from tests.projections.list_desk import ListDesk, paths_of_listing, shanghai, shown_by


def test_inv_8_a_mark_is_there_in_the_snapshot_of_the_filing_on_every_path(desk: ListDesk) -> None:
    fact, listing = desk.listed()
    about_listing = desk.filed(listing, target_kind="listing")
    about_fact = desk.filed(fact)
    (line,), (item,), profile = desk.lines(), desk.facts(), desk.profile()
    shown = desk.account(listing).item
    assert shown is not None
    for marks in (line.marks, shown.marks, profile.listings[0].marks):
        assert [(one.mark.kind, one.mark.case) for one in marks] == [
            ("objection", about_listing),
            ("objection", about_fact),
        ]
    for marks in (item.marks, profile.facts[0].marks):
        assert [(one.mark.kind, one.mark.case) for one in marks] == [("objection", about_fact)]


def test_inv_8_a_statement_of_correction_travels_with_its_record_in_the_subjects_own_words(desk: ListDesk) -> None:
    fact, listing = desk.listed()
    desk.correct(listing, "listing", "年报已于三月补报")
    desk.correct(fact, "fact", "罚款已于四月缴清")
    (line,), (item,), profile = desk.lines(), desk.facts(), desk.profile()
    assert [one.text for one in line.marks] == ["年报已于三月补报"] == [one.text for one in profile.listings[0].marks]
    assert [one.text for one in item.marks] == ["罚款已于四月缴清"] == [one.text for one in profile.facts[0].marks]


def test_inv_9_an_objection_that_is_overdue_rests_the_listing_and_a_decision_brings_it_back(desk: ListDesk) -> None:
    _, listing = desk.listed()
    case = desk.filed(listing, target_kind="listing")
    paths = paths_of_listing(desk, listing)
    resting = shanghai("2026-05-13", "00:00:00")  # filed on a Friday; Saturday the 9th is a day of work
    assert shown_by(paths, shanghai("2026-05-12", "23:59:59")) == set(paths)
    assert "list" not in shown_by(paths, resting)
    assert desk.account(listing, now=resting).item is None
    assert desk.removed(now=resting) == {}
    desk.town.clock.on("2026-05-14")
    desk.accept(case)
    desk.answer(case)
    desk.decide(case)
    assert shown_by(paths, desk.now) == set(paths)


def test_inv_8_what_is_contested_today_is_marked_in_every_edition(desk: ListDesk) -> None:
    _, listing = desk.listed()
    desk.town.clock.on("2026-05-11")
    case = desk.filed(listing, target_kind="listing")
    (line,) = desk.lines(as_of=date(2026, 5, 8))
    assert [one.mark.case for one in line.marks] == [case]


def test_inv_8_what_is_contested_today_is_marked_in_every_earlier_account(desk: ListDesk) -> None:
    _, listing = desk.listed()
    published = desk.lines()[0].position
    desk.town.clock.on("2026-05-11")
    case = desk.filed(listing, target_kind="listing")
    desk.correct(listing, "listing", "年报已于三月补报")
    for as_of in (published + 1, date(2026, 5, 8), date(2026, 5, 11), None):
        account = desk.account(listing, as_of=as_of)
        assert account.item is not None
        for marks in ([one.mark for one in account.item.marks], account.display.marks):
            assert [one.case for one in marks] == [case, None]
        assert account.item.marks[1].text == "年报已于三月补报"


def test_inv_8_an_account_whose_listing_rests_today_shows_neither_face_nor_marks(desk: ListDesk) -> None:
    _, listing = desk.listed()
    desk.filed(listing, target_kind="listing")
    account = desk.account(listing, as_of=date(2026, 5, 8), now=shanghai("2026-05-13"))
    assert (account.item, account.display.marks) == (None, ())
