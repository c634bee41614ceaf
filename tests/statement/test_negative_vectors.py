"""The profile's negative vectors: one fault a file, refused with the code that the file names."""

import json
from pathlib import Path

import pytest

from ledger.statement import StatementError, parse, verify_statement
from tests.statement.forging import KEY
from tests.statement.vector_cases import FOLDER, SOUND, all_cases, spell

FILES = sorted(FOLDER.glob("*.json"))


def test_the_files_are_those_that_the_generator_writes() -> None:
    assert {path.stem: path.read_text(encoding="utf-8") for path in FILES} == {
        name: spell(code, statement) for name, (code, statement) in all_cases().items()
    }


def test_no_vector_is_missing() -> None:
    assert len(FILES) == 107


def test_the_statement_that_the_faults_are_made_from_is_sound() -> None:
    verify_statement(parse(SOUND), KEY.public_key)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_statement_with_one_fault_is_refused_with_its_code(path: Path) -> None:
    vector = json.loads(path.read_text(encoding="utf-8"))
    with pytest.raises(StatementError) as caught:
        parse(vector["statement"])
    assert caught.value.code == vector["code"]
