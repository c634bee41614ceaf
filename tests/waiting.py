"""Waiting for what happens in another thread or process, within a bound that a slow machine keeps as well."""

import time
from collections.abc import Callable

DEADLINE_S = 60.0
_STEP_S = 0.01


def wait_until(is_so: Callable[[], bool], *, what: str = "the condition waited for") -> None:
    """Wait until a condition holds.

    Args:
        is_so: Looks whether it holds.
        what: What a failure says did not come.

    Raises:
        AssertionError: It does not hold within `DEADLINE_S`.
    """
    deadline = time.monotonic() + DEADLINE_S
    while not is_so():
        assert time.monotonic() < deadline, f"{what} did not come within {DEADLINE_S:g} s"
        time.sleep(_STEP_S)
