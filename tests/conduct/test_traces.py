"""What every entry leaves and stands on: looks, erasures, keys, editions and ids."""

from collections.abc import Callable
from typing import Any

import pytest

from domain.catalogue.events import CatalogueItemPublished
from domain.disclosure.events import DisclosureMade
from domain.fact.events import FactWithdrawn
from domain.subject.events import RecordErased
from tests.conduct.raw_log import SUBJECT_ID, found
from tests.conduct.raw_town import CASE, EDITION, RawTown, measure, own_key
from tests.due_town import COMPANY_WHO, PUBLIC_PENALTY
from tests.town import BUREAU, CENTRE
from tests.verify.audit_logs import fault_of
from verify.conduct.verdict import KEPT


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"subject.purpose": "curiosity"}, "purpose-unknown"),
        ({"subject.unit": "11370481FAKE00048H"}, "purpose-reader"),
        ({"subject.legal_basis": "领导交办"}, "look-basis"),
    ],
)
def test_inv_14_a_look_without_its_purpose_unit_or_law_is_found(
    town: RawTown, changes: dict[str, Any], code: str
) -> None:
    fact = town.penalty()
    assert found(town, town.look(f"fact:{town.jtis[fact]}", **changes)) == ("INV-14", code)


def test_inv_14_a_look_by_a_unit_that_its_purpose_names_is_kept(town: RawTown) -> None:
    fact = town.penalty()
    town.look(f"fact:{town.jtis[fact]}")
    own = {"subject.unit": "subject", "subject.purpose": "self-access", "subject.legal_basis": "《个人信息保护法》"}
    town.look(f"fact:{town.jtis[fact]}", **own)
    assert town.broken() == []


def test_inv_14_what_a_unit_was_shown_without_a_record_no_log_can_tell(town: RawTown) -> None:
    town.listed()
    measure(town)
    assert DisclosureMade.TOPIC not in {one.topic for one in town.judged().judgments}
    assert town.broken() == []


def erased(town: RawTown, fact: int) -> int:
    said = {
        "subject.id": SUBJECT_ID,
        "subject.record": town.jtis[fact],
        "subject.reason": "保存期满",
        "representative.id": "",
    }
    return town.record(RecordErased.from_claims({"ground": "retention_ended"}, said), "platform")


def test_inv_15_erased_data_leave_the_verdicts_on_everything_else(town: RawTown) -> None:
    gone = town.listed()
    town.withheld |= {gone}
    erased(town, gone)
    kept = town.penalty(2)
    summary = town.judged()
    assert summary.counts["broken"] == 0
    assert {one.code for one in summary.judgments if one.verdict == "not-judgeable"} == {"erased"}
    assert [one.verdict for one in summary.judgments if one.position == kept] == [KEPT]


def test_inv_15_another_agencys_key_fails_the_audit(town: RawTown) -> None:
    fact = town.penalty()
    position = town.record(
        FactWithdrawn.from_claims(
            {"item": "xzcf", "ground": "recorded_in_error"},
            {**COMPANY_WHO, "subject.fact": town.jtis[fact], "subject.reason": "误录"},
        ),
        "centre",
        iss=f"agency:{BUREAU}",
    )
    assert fault_of(town.log) == ("key-holder-mismatch", 6, position)


def test_inv_15_a_decision_by_an_outdated_edition_of_the_rules_is_found(town: RawTown) -> None:
    fact = town.penalty()
    assert found(town, town.notice(fact, edition=EDITION - 1)) == ("INV-15", "edition-outdated")


def test_inv_15_a_statement_id_used_twice_is_found(town: RawTown, monkeypatch: pytest.MonkeyPatch) -> None:
    first = town.penalty()
    with monkeypatch.context() as patched:
        patched.setattr(RawTown, "_jti", again(town, first))
        second = town.penalty(2)
    assert found(town, second) == ("INV-15", "jti-twice")


def test_inv_15_the_name_of_a_fact_used_by_another_body_is_found(
    town: RawTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {**PUBLIC_PENALTY, "item": "xzcf-2", "providers": (CENTRE,)}
    town.record(CatalogueItemPublished.from_claims(own, {}), "centre")
    first = town.penalty()
    with monkeypatch.context() as patched:
        patched.setattr(RawTown, "_jti", again(town, first))
        second = town.penalty(2, key="centre", item="xzcf-2", source_body_code=CENTRE)
    assert found(town, second) == ("INV-15", "fact-twice")


def again(town: RawTown, position: int) -> Callable[[RawTown], str]:
    def jti(_town: RawTown) -> str:
        town.jtis.append(town.jtis[position])
        return town.jtis[position]

    return jti


def test_a_whole_course_is_kept(town: RawTown) -> None:
    own_key(town)
    fact = town.listed()
    town.objection(fact, key="own")
    town.accepted(CASE)
    town.answered()
    town.rejected()
    assert town.judged().counts["kept"] == len(town.log.entries) + 1  # and the deadline of the objection
