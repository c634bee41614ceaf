"""A process that appends from several threads until it is killed, and writes down every answer that it got.

Usage: python -m tests.faults.appender DSN SCHEMA FOLDER NAME THREADS
"""

import sys
import threading
from itertools import count
from pathlib import Path

from ledger.append import AppendRefusedError, OutcomeUnknownError
from ledger.log.opening import make_sequencer
from ledger.log.sequencer import Sequencer
from tests.log.logs import CountingEnvelope, event, make_place, request, unless


def append_for_ever(sequencer: Sequencer, name: str, answers: Path) -> None:
    """Append one uniquely named event after the other; a doubtful one is sent again until it is refused or recorded."""
    with answers.open("a", buffering=1) as file:
        for i in count():
            tag = f"{name}-{i}"
            try:
                appended = sequencer.append(request(event(tag, counted=["k"]), unless=[unless(tag)]))
            except (AppendRefusedError, OutcomeUnknownError):
                continue
            root = appended.checkpoint.split("\n")[2]
            file.write(f"{tag} {appended.positions[0]} {appended.size} {root}\n")


def main() -> None:
    dsn, schema, folder, name, threads = sys.argv[1:]
    place = make_place(dsn, Path(folder), schema)
    with make_sequencer(place, CountingEnvelope()) as sequencer:
        for number in range(int(threads)):
            target = (sequencer, f"{name}-{number}", Path(folder) / f"{name}-{number}.answers")
            threading.Thread(target=append_for_ever, args=target, daemon=True).start()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
