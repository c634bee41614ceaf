"""The whole year on one ledger."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from random import Random

from api.demo.year.case_stories import CaseStories
from api.demo.year.cast import AGENCIES, Cast
from api.demo.year.clock import YearClock
from api.demo.year.director import Director, Story
from api.demo.year.fact_stories import FactStories
from api.demo.year.founding import found
from api.demo.year.list_stories import ListStories
from api.demo.year.pen import Pen
from ledger.crypto.keys import SigningKey
from ledger.service.ledger import Ledger

SEED = 20251103
_LICENCES = 100


def live_through(
    ledger: Ledger,
    clock: YearClock,
    root: SigningKey,
    keys: dict[str, SigningKey],
    samples: Path,
    *,
    scale: int,
    progress: Callable[[datetime], None] = lambda _: None,
) -> Director:
    """Found the town and live through its year.

    Args:
        ledger: Open, with its genesis, on the clock of the year.
        clock: The clock of the year.
        root: The root key.
        keys: The bodies' keys, by slug.
        samples: Folder of the sample files.
        scale: How often each path is gone; licences come a hundred times as often.
        progress: Called with each instant of the year.

    Returns:
        The director, with what it counted.

    Raises:
        StoryError: The ledger answered otherwise than the stories tell.
    """
    cast = Cast(Random(SEED), keys)  # noqa: S311 - chance in a play, not in cryptography
    pen = Pen(cast, clock)
    found(ledger, cast, pen, root, samples)
    director = Director(ledger, clock)
    director.play(_stories(cast, pen, clock, scale), progress)
    return director


def new_keys() -> dict[str, SigningKey]:
    """Make a key for each body of the year, by slug."""
    return {agency.slug: SigningKey.generate() for agency in AGENCIES}


def _stories(cast: Cast, pen: Pen, clock: YearClock, scale: int) -> Iterator[Story]:
    facts = FactStories(cast, pen, clock)
    for _ in range(_LICENCES * scale):
        yield facts.licence()
    for agency in AGENCIES:
        yield facts.government(agency)
    for telling in (facts, ListStories(cast, pen, clock), CaseStories(cast, pen, clock)):
        for path in telling.paths:
            for _ in range(scale):
                yield path()
