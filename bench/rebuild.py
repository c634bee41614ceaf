"""Rebuild of all projections, in events a second (design, targets: at least 20,000).

The log is written by the production path: signed reference facts through the open ledger into the embedded PostgreSQL.
Every one of them stands on the public list, so that a rebuild opens the vault for each: the dearest case.

Run: ``python -m bench.rebuild [--facts 50000] [--json]``
"""

import argparse
import json
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from bench.reference import REFERENCE_FIELDS
from bench.town import found_town
from ledger.postgres.connect import connect
from ledger.service.ledger import Ledger, open_ledger
from ledger.service.outcome import Refused
from ledger.settings import Settings
from projections.build import live_build
from projections.digest import content_digest
from projections.models import ReadModels
from projections.rebuild import rebuild
from projections.recipe import folder_of

BATCH = 1_000
NEW_EVERY = 5
ROUNDS = 3


def main() -> None:
    """Write a log, rebuild its read models, print the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=50_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="chengjian-bench-") as folder:
        home = Path(folder) / "home"
        write(home, arguments.facts)
        with open_ledger(Settings(home=home)) as ledger:
            result = {"facts": arguments.facts, **rebuild_rates(ledger), **page_times(ReadModels(ledger))}
    print(json.dumps(result) if arguments.json else "\n".join(f"{name}: {value}" for name, value in result.items()))


def write(home: Path, facts: int) -> None:
    """Write a log of reference facts, one in five about somebody new."""
    town = found_town(home)
    with open_ledger(Settings(home=home)) as ledger:
        for start in range(0, facts, BATCH):
            batch = town.facts(min(BATCH, facts - start), REFERENCE_FIELDS, NEW_EVERY)
            for outcome in ledger.submit_many(batch):
                if isinstance(outcome, Refused):
                    raise outcome.error


def rebuild_rates(ledger: Ledger) -> dict[str, Any]:
    """Rebuild a few times; give the median, and whether the bytes were the same each time."""
    models = ReadModels(ledger)
    rates, digests = [], set()
    size = 0
    recipe = partial(folder_of, ledger.settings, ledger.dsn, [one.name for one in models.projections])
    opened = partial(connect, ledger.dsn, ledger.settings.db_schema, autocommit=True)
    with opened() as connection:
        for _ in range(ROUNDS):
            start = time.perf_counter()
            size = rebuild(opened, models.projections, ledger.source, recipe=recipe)
            rates.append(size / (time.perf_counter() - start))
            with connection.cursor() as cursor:
                lives = [live_build(cursor, one)[0] for one in models.projections]
                digests.add(tuple(map(partial(content_digest, cursor), models.projections, lives)))
    return {
        "events": size,
        "rebuild_events_per_s": round(sorted(rates)[ROUNDS // 2]),
        "same_bytes": len(digests) == 1,
    }


def page_times(models: ReadModels) -> dict[str, Any]:
    """Read the public list page by page."""
    times: list[float] = []
    after = None
    for _ in range(50):
        start = time.perf_counter()
        page = models.public_page(now=datetime.now(UTC), limit=50, after=after)
        times.append(1000 * (time.perf_counter() - start))
        after = page.next_after
        if after is None:
            break
    times.sort()
    return {"page_of_50_p50_ms": round(times[len(times) // 2], 1), "page_of_50_max_ms": round(times[-1], 1)}


if __name__ == "__main__":
    main()
