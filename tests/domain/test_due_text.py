"""Free texts of due process pass the same screening as those of facts (INV-2)."""

from collections.abc import Mapping

import pytest

from domain.case.events import CaseDecided
from domain.due_text import NOT_FREE_TEXT, kind_of, screen_texts
from domain.fact.protection_refusals import ProhibitedContentError, PublicSecurityRefusedError
from domain.field import FieldSpec
from domain.identifier import Identifier
from domain.registry import TOPICS
from domain.request.events import REQUESTS, CaseRequest
from domain.subject_fields import IDENTIFIER, STATEMENT
from tests.domain.builders import CHARITY, COMPANY, PERSON, SHOP
from tests.domain.due_process import CASE, WHO


def decided(reason: str) -> CaseDecided:
    claims = {"case": CASE, "outcome": "rejected", "decided_on": "2026-05-08"}
    return CaseDecided.from_claims(claims, {**WHO, "subject.reason": reason, "subject.evidence": ""})


def asked(**fields: str) -> CaseRequest:
    return CaseRequest.from_claims({"kind": "objection"}, {f"subject.{name}": text for name, text in fields.items()})


@pytest.mark.parametrize("kind", ["ENT", "NP", "ORG", "SOLE"])
def test_a_plain_reason_passes_for_every_kind_of_subject(kind: str) -> None:
    screen_texts(decided("经核查，处罚决定书载明的金额与记录一致，予以维持。"), kind)


@pytest.mark.parametrize("kind", ["NP", "an unknown kind"])
def test_prohibited_content_in_a_reason_is_refused_with_its_place(kind: str) -> None:
    with pytest.raises(ProhibitedContentError) as caught:
        screen_texts(decided("当事人信仰佛教，且患有高血压。"), kind)
    found = caught.value
    assert (found.pointer, found.params["category"]) == ("/subject.reason", "religion")
    assert found.span is not None
    assert found.params["text"] == "当事人信仰佛教，且患有高血压。"[found.span.start : found.span.end]
    assert [one.params["category"] for one in found.also] == ["disease"]


def test_a_sealed_record_of_public_security_is_refused_for_anybody() -> None:
    with pytest.raises(PublicSecurityRefusedError):
        screen_texts(decided("其法定代表人曾被行政拘留五日。"), "ENT")


def test_numbers_evidence_window_and_bodies_are_no_free_text() -> None:
    fields = {
        name.removeprefix("subject."): "患有高血压" for name in NOT_FREE_TEXT & set(CaseRequest.DISCLOSURES or ())
    }
    assert len(fields) == 10
    screen_texts(asked(**fields, text="患有高血压"), "NP")  # his own words in his own cause
    with pytest.raises(ProhibitedContentError):
        screen_texts(asked(**fields, document_no="患有高血压"), "NP")


def test_what_is_no_free_text_is_a_field_of_some_event_or_request() -> None:
    tables: list[Mapping[str, FieldSpec]] = [one.DISCLOSURES or {} for one in (*TOPICS.values(), *REQUESTS)]
    assert frozenset().union(*tables) >= NOT_FREE_TEXT
    assert {IDENTIFIER.name, STATEMENT.name} <= NOT_FREE_TEXT


@pytest.mark.parametrize(
    ("identifier", "kind"),
    [
        (Identifier("uscc", COMPANY), "ENT"),
        (Identifier("uscc", SHOP), "SOLE"),
        (Identifier("uscc", CHARITY), "ORG"),
        (Identifier("rid", PERSON), "NP"),
        (Identifier("reg", "370481000000001"), "SOLE"),
    ],
)
def test_an_identifier_tells_the_kind_that_is_protected_most(identifier: Identifier, kind: str) -> None:
    assert kind_of(identifier) == kind
