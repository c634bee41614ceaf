"""Every test vector gives the error it names, and the files are what their script writes."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.vectors.verify.make_vectors import FOLDER, all_vectors
from verify.checkpoint import parse_checkpoint, verify_checkpoint
from verify.entry import parse_entry
from verify.errors import VerifyError
from verify.keys import check_public_key
from verify.merkle import verify_consistency, verify_inclusion
from verify.note import parse_note, parse_vkey
from verify.policy import parse_policy
from verify.receipt import STEPS, verify_receipt
from verify.schema import check_key_count, check_schema
from verify.statement import check_disclosures, parse_statement
from verify.strict_base64 import decode_standard, decode_url
from verify.strict_json import decode, encode

COUNTS = {
    "base64": 27,
    "checkpoint": 29,
    "claims": 80,
    "consistency": 26,
    "entry": 28,
    "inclusion": 26,
    "json": 62,
    "note": 17,
    "policy": 26,
    "public-key": 11,
    "receipt": 108,
    "statement": 76,
    "vkey": 15,
}

VECTORS = sorted(FOLDER.glob("*/*.json"))


def _json(given: dict[str, Any]) -> None:
    data = bytes.fromhex(given["hex"])
    assert encode(decode(data)).encode() == data


def _base64(given: dict[str, Any]) -> None:
    (decode_url if given["alphabet"] == "url" else decode_standard)(given["text"])


def _inclusion(given: dict[str, Any]) -> None:
    path = [bytes.fromhex(each) for each in given["path"]]
    verify_inclusion(bytes.fromhex(given["leaf"]), given["index"], given["size"], path, bytes.fromhex(given["root"]))


def _consistency(given: dict[str, Any]) -> None:
    path = [bytes.fromhex(each) for each in given["path"]]
    old_root, root = bytes.fromhex(given["old_root"]), bytes.fromhex(given["root"])
    verify_consistency(given["old_size"], old_root, given["size"], root, path)


def _policy(given: dict[str, Any]) -> None:
    parse_policy(json.dumps(given["policy"], indent=2).encode())


def _checkpoint(given: dict[str, Any]) -> None:
    policy = parse_policy(json.dumps(given["policy"]).encode())
    verify_checkpoint(parse_checkpoint(given["text"]), policy, now_s=given["now_s"])


def _statement(given: dict[str, Any]) -> None:
    jwt, disclosures = parse_statement(given["text"])
    check_disclosures(jwt, disclosures, in_order=False)


def _claims(given: dict[str, Any]) -> None:
    entry = parse_entry(given["entry"].encode())
    check_key_count(check_schema(entry.jwt), entry.jwt, len(entry.one_time_keys))


def _receipt(given: dict[str, Any]) -> None:
    policy = parse_policy(json.dumps(given["policy"]).encode())
    verify_receipt(given["receipt"].encode(), policy, now_s=given["now_s"])


AREAS: dict[str, Callable[[dict[str, Any]], object]] = {
    "json": _json,
    "base64": _base64,
    "public-key": lambda given: check_public_key(bytes.fromhex(given["hex"])),
    "inclusion": _inclusion,
    "consistency": _consistency,
    "vkey": lambda given: parse_vkey(given["text"], given["kind"]),
    "note": lambda given: parse_note(given["text"]),
    "checkpoint": _checkpoint,
    "policy": _policy,
    "statement": _statement,
    "entry": lambda given: parse_entry(given["entry"].encode()),
    "claims": _claims,
    "receipt": _receipt,
}


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_vector_gives_the_error_it_names(path: Path) -> None:
    vector = json.loads(path.read_text(encoding="utf-8"))
    check = AREAS[path.parent.name]
    if vector["error"] is None:
        check(vector["input"])
        return
    with pytest.raises(VerifyError) as caught:
        check(vector["input"])
    assert caught.value.code == vector["error"]


def test_no_vector_is_missing() -> None:
    assert Counter(path.parent.name for path in VECTORS) == COUNTS


def test_the_vectors_are_what_their_script_writes() -> None:
    written = dict(all_vectors())
    assert {str(path.relative_to(FOLDER)): path.read_text(encoding="utf-8") for path in VECTORS} == written


def test_every_receipt_that_is_turned_down_names_its_step() -> None:
    steps = set()
    for path in (FOLDER / "receipt").glob("*.json"):
        vector = json.loads(path.read_text(encoding="utf-8"))
        if vector["error"] is not None:
            with pytest.raises(VerifyError) as caught:
                _receipt(vector["input"])
            steps.add((caught.value.step, caught.value.exit_status))
    assert {step for step, _ in steps} == set(range(1, STEPS + 1))
    assert {step for step, status in steps if status == 2} <= {1, 2, 4, 6, 8}
