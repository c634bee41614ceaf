"""What every core of this machine can do at once of one kind of work and nothing else: the bound of a bench.

It is measured in turns with the bench, so that a busy machine slows both.
"""

import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.pool import Pool


@contextmanager
def processes(number: int) -> Iterator[Pool]:
    """Start processes; they have loaded what they need when this is entered."""
    with multiprocessing.get_context("spawn").Pool(number) as pool:
        pool.map(_nothing, range(number), chunksize=1)
        yield pool


def rate_per_s(pool: Pool, number: int, work: Callable[[int], None], count: int) -> float:
    """Do a work `count` times in each of the pool's processes at once; give how many a second, by wall clock.

    Args:
        pool: Of `number` processes.
        number: How many there are.
        work: Does it so many times; a process makes what it needs when it does it for the first time.
        count: How many times.
    """
    pool.map(work, [1] * number, chunksize=1)
    started = time.perf_counter()
    pool.map(work, [count] * number, chunksize=1)
    return number * count / (time.perf_counter() - started)


def _nothing(_number: int) -> None:
    time.sleep(0.05)  # so that no process takes two turns
