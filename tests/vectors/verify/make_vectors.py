"""Writes the test vectors of ``verify``: one case a file, one fault a case, with the error code it must give.

``python -m tests.vectors.verify.make_vectors`` writes them anew; keys and salts are derived from fixed names, so the
bytes are the same each time. A file holds ``comment``, ``error`` (a code of ``verify.errors``, or null) and ``input``.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.vectors.verify import cases_checkpoint, cases_merkle, cases_receipt, cases_statement, cases_text

FOLDER = Path(__file__).parent
Case = tuple[str, str | None, dict[str, Any]]

AREAS: dict[str, Callable[[], Iterator[Case]]] = {
    "json": cases_text.json_cases,
    "base64": cases_text.base64_cases,
    "public-key": cases_text.public_key_cases,
    "inclusion": cases_merkle.inclusion_cases,
    "consistency": cases_merkle.consistency_cases,
    "vkey": cases_checkpoint.vkey_cases,
    "note": cases_checkpoint.note_cases,
    "checkpoint": cases_checkpoint.checkpoint_cases,
    "policy": cases_checkpoint.policy_cases,
    "statement": cases_statement.statement_cases,
    "entry": cases_statement.entry_cases,
    "claims": cases_statement.claim_cases,
    "receipt": cases_receipt.receipt_cases,
}


def all_vectors() -> Iterator[tuple[str, str]]:
    """Yield path below this folder and content of every vector."""
    for area, cases in AREAS.items():
        for name, error, given in cases():
            value = {"comment": name.replace("-", " "), "error": error, "input": given}
            yield f"{area}/{name}.json", json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> None:
    for path, text in all_vectors():
        (FOLDER / path).parent.mkdir(exist_ok=True)
        (FOLDER / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
