"""The map shows every module, and every module says what it is."""

from tests.architecture.map_page import PAGE, modules, sentence_of, whole_page


def test_every_module_stands_in_the_map_with_what_it_says_of_itself() -> None:
    assert PAGE.read_text(encoding="utf-8") == whole_page(), "run make docs"


def test_every_module_says_what_it_is() -> None:
    found = list(modules())
    assert len(found) > 100
    assert [str(path) for path in found if not sentence_of(path)] == []
