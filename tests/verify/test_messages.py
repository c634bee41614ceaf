"""Every error has a permanent code and both texts."""

import pickle

import pytest

import verify.audit.run
import verify.cli.program
from verify.audit.errors import TileMismatchError
from verify.errors import DoesNotProveError, MalformedError, VerifyError, leaves, numbered
from verify.messages import TEXTS, explain, visible
from verify.phrases import STEPS


def test_every_code_has_a_chinese_and_an_english_text() -> None:
    codes = [leaf.code for leaf in leaves()]
    assert len(set(codes)) == len(codes)
    assert set(TEXTS) == set(codes)
    assert all(zh and en and zh != en for zh, en in TEXTS.values())


def test_every_error_is_either_malformed_or_does_not_prove() -> None:
    for leaf in leaves():
        assert issubclass(leaf, MalformedError) != issubclass(leaf, DoesNotProveError)
        assert leaf.exit_status == (2 if issubclass(leaf, MalformedError) else 1)


def test_the_steps_shown_are_the_steps_run() -> None:
    assert len(STEPS["receipt"]) == verify.receipt.STEPS
    assert len(STEPS["log"]) == verify.audit.run.STEPS


def test_an_error_crosses_processes_whole() -> None:
    error = TileMismatchError("tile/0/000", position=7, level=0)
    error.step = 2
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - written by this line
    assert (copy.code, copy.where, copy.position, copy.step, copy.facts) == (
        "tile-mismatch", "tile/0/000", 7, 2, {"level": 0},
    )  # fmt: skip


def test_the_innermost_step_and_position_stay() -> None:
    with pytest.raises(VerifyError) as caught, numbered(1, position=1), numbered(2, position=2):
        raise TileMismatchError
    assert (caught.value.step, caught.value.position) == (2, 2)
    assert str(caught.value) == "tile-mismatch at position 2"


def test_untrusted_text_cannot_steer_a_terminal() -> None:
    assert visible("滕州\x1b[31m\u202e") == "滕州\\u001b[31m\\u202e"
    assert "\x1b" not in explain(TileMismatchError("\x1b"), is_chinese=True)
    assert explain(TileMismatchError(), is_chinese=False) == TEXTS["tile-mismatch"][1]
