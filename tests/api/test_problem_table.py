"""The table of problems knows every code that there is, and no problem repeats what was sent."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

import api
import domain
import ledger
from api.errors import ApiError, LineMalformedError
from api.problems.explain import explanation
from api.problems.of_ledger import INTERNAL_PACKAGES
from api.problems.render import blot, code_of, problem, retry_after_s
from api.problems.table import INTERNAL, KINDS
from domain.agency.refusals import AgencyRoleError, AgencyUnknownError
from domain.event_refusals import SignerNotEntitledError
from domain.identifier.refusals import RidCheckError
from ledger.append import QueueFullError
from ledger.service.errors import StatementIdReusedError
from tests.town import BUREAU, CENTRE


def _errors() -> Iterator[type[Exception]]:
    for package in (domain, ledger, api):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    waiting: list[type[Exception]] = [Exception]
    while waiting:
        for child in waiting.pop().__subclasses__():
            waiting.append(child)
            if child.__module__.startswith(("domain.", "ledger.", "api.")):
                yield child


def _codes() -> set[str]:
    told = (error for error in _errors() if not error.__module__.startswith(INTERNAL_PACKAGES))
    codes = (getattr(error, "code", None) for error in told)
    return {code for code in codes if isinstance(code, str)}


def test_every_code_of_domain_ledger_and_api_has_its_row() -> None:
    assert _codes() - KINDS.keys() - INTERNAL == set()


def test_the_page_of_a_code_names_what_a_case_fills_in_and_cites_in_its_language() -> None:
    for code in KINDS:
        text, mend, _ = explanation(code, "zh")
        assert not re.search("⟨[a-z]", text + mend), code
    assert explanation("field-missing", "zh")[0] == "缺少必填项：⟨项目⟩。"
    assert explanation("key-not-in-force", "zh")[2] == "《电子签名法》第13条"
    assert explanation("key-not-in-force", "en")[2] == "电子签名法 art 13"


def test_no_two_errors_share_a_code() -> None:
    """A code is the permanent name of one reason; a subclass that gives none of its own has its parent's."""
    named: dict[str, set[str]] = {}
    for error in _errors():
        code = vars(error).get("code")
        if isinstance(code, str):
            named.setdefault(code, set()).add(f"{error.__module__}.{error.__qualname__}")
    assert {code: classes for code, classes in named.items() if len(classes) > 1} == {}


def test_the_table_has_no_row_for_a_code_that_nobody_raises() -> None:
    assert (KINDS.keys() | INTERNAL) - _codes() == set()


def test_no_code_is_both_told_and_kept_back() -> None:
    assert KINDS.keys() & INTERNAL == set()
    assert len(KINDS) > 100


def test_every_kind_has_a_status_of_refusal_and_a_title_in_both_languages() -> None:
    for code, kind in KINDS.items():
        assert 400 <= kind.status < 600, code
        assert kind.zh, code
        assert kind.en, code
        assert kind.zh != kind.en, code
        assert bool(kind.mend_zh) == bool(kind.mend_en), code


def test_every_error_of_the_api_speaks_both_languages_and_names_the_mend() -> None:
    for error in ApiError.__subclasses__():
        assert error.message_zh, error
        assert error.message_en, error
        assert error.mend_zh, error
        assert error.mend_en, error


def test_a_problem_holds_both_languages_the_mend_and_the_place() -> None:
    told = problem(LineMalformedError("/statement"), line=7)
    assert told["type"] == "/problems/line-malformed"
    assert told["status"] == 400
    assert told["line"] == 7
    assert told["pointer"] == "/statement"
    assert all(told[name] for name in ("title", "title_en", "detail", "detail_en", "mend", "mend_en"))


def test_a_refusal_of_the_domain_brings_its_article_and_pointer() -> None:
    told = problem(RidCheckError(pointer="/subject.identifier"))
    assert told["code"] == "rid-check"
    assert told["article"]
    assert told["pointer"] == "/subject.identifier"


def test_an_unknown_error_becomes_an_internal_fault_without_its_message() -> None:
    told = problem(ValueError("secret of 37048119900307123X"))
    assert told["code"] == "internal-error"
    assert "secret" not in str(told)


def test_a_code_kept_back_becomes_an_internal_fault() -> None:
    class HiddenError(Exception):
        code = "key-file-mode"
        message_zh = message_en = "/where/it/lies"

    assert code_of(HiddenError()) == "internal-error"
    assert "/where" not in str(problem(HiddenError()))


def test_waiting_is_told_where_waiting_helps_and_nowhere_else() -> None:
    assert retry_after_s(QueueFullError(4), 1) == 4
    assert retry_after_s(StatementIdReusedError(), 1) is None


@pytest.mark.parametrize("text", ["37048119900307123X", "91370481MA3C1AT2X8", "13800138000", "E12345678"])
def test_what_looks_like_an_identifier_is_blotted_out(text: str) -> None:
    assert text not in blot(f"机关 {text} 没有登记。")


@pytest.mark.parametrize("text", ["《行政处罚法》第四十八条", "2026-03-01", "RFC 9421", "国办发〔2020〕49号", "32768"])
def test_what_is_no_identifier_stays(text: str) -> None:
    assert blot(text) == text


def test_a_refusal_names_the_public_body_that_it_is_about_and_its_role_in_words() -> None:
    told = problem(AgencyRoleError(agency=BUREAU, role_zh="社会信用中心", role_en="credit centre"))
    assert told["detail"] == f"机关 {BUREAU} 不是社会信用中心。"
    assert BUREAU in str(told["detail_en"])
    told = problem(SignerNotEntitledError(iss=f"agency:{BUREAU}", entitled=f"root, agency:{CENTRE}"))
    assert BUREAU in str(told["detail"])
    assert CENTRE in str(told["mend"])


@pytest.mark.parametrize("text", ["110101199001011234", "91370481MA3FAKE12D", "11010119900101123X"])
def test_no_other_code_survives_where_a_body_is_named(text: str) -> None:
    assert text not in str(problem(AgencyUnknownError(agency=text)))


@given(st.from_regex(r"[1-6][0-9]{16}[0-9X]", fullmatch=True), st.text(max_size=20), st.text(max_size=20))
def test_no_identity_number_survives_in_a_text(number: str, before: str, after: str) -> None:
    assert number not in blot(before + number + after)


def test_every_problem_is_explained_in_both_languages() -> None:
    for code in KINDS:
        for tongue in ("zh", "en"):
            explained = explanation(code, "zh" if tongue == "zh" else "en")
            assert not any(re.search(r"\{[a-z_]+\}", text) for text in explained), code
