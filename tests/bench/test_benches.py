"""The benches run through; what they measure here means nothing, and nothing of it is judged."""

import pytest

from bench.suite import BENCHES

_SHORT = ("statements", "recorder", "audit")  # the others start servers and towns, and take as long as a test may


@pytest.mark.parametrize("name", _SHORT)
def test_the_smallest_size_of_a_bench_runs_through(name: str) -> None:
    result = BENCHES[name].smallest()
    assert result.details
    assert all(row.ours > 0 for row in result.rows)
