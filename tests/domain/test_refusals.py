import importlib
import pkgutil
import re
import string
from typing import Any

import pytest

import domain
from domain.refusal import Refusal, Span
from domain.refusals import ALL


class AnyParams(dict[str, str]):
    """Fill every placeholder of a template."""

    def __missing__(self, key: str) -> str:
        return f"<{key}>"


def every_subclass(of: type[Refusal]) -> set[type[Refusal]]:
    found = set(of.__subclasses__())
    return found.union(*(every_subclass(one) for one in found)) if found else found


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def test_the_table_holds_every_refusal_once() -> None:
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        importlib.import_module(module.name)
    ours = {one for one in every_subclass(Refusal) if one.__module__.startswith("domain.")}
    assert set(ALL) == ours
    assert len(ALL) == len(ours)


def test_codes_are_permanent_names_and_unique() -> None:
    codes = [one.code for one in ALL]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in codes)


@pytest.mark.parametrize("refusal", ALL, ids=lambda one: one.code)
def test_a_refusal_cites_and_speaks_both_languages_and_says_the_mend(refusal: type[Refusal]) -> None:
    assert refusal.article
    params: dict[str, Any] = {
        name: f"<{name}>"
        for template in (refusal.ZH, refusal.EN, refusal.MEND_ZH, refusal.MEND_EN)
        for name in placeholders(template)
    }
    params.setdefault("article", "法 art 1")
    one = refusal(pointer="/x", span=Span(1, 2), **params)
    assert re.search(r"[\u4e00-\u9fff]|\{", refusal.ZH)
    assert re.search(r"[\u4e00-\u9fff]|\{", refusal.MEND_ZH)
    for text in (one.message_zh, one.message_en, one.mend_zh, one.mend_en):
        assert text.strip()
    assert str(one) == f"{refusal.code}: {one.message_en}"
    assert (one.pointer, one.span, one.also) == ("/x", Span(1, 2), ())


def test_the_docstring_of_a_refusal_says_what_it_is() -> None:
    assert all((one.__doc__ or "").strip() for one in ALL)
