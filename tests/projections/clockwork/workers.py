"""The clock worker of a desk: run, dying, refused, and what it left on record."""

from domain.clock.events import ClockBreached
from domain.event_refusals import DisclosureMissingError
from ledger.service.acts import Recorded
from ledger.service.sql_files import statement as ledger_statement
from projections.clockwork import ClockWorker, WorkDone
from tests.projections.due_desk import DueDesk


class Dying:
    """Has things said until it has said some, and then dies after the act or before it."""

    def __init__(self, desk: DueDesk, lives: int, *, after: bool) -> None:
        self._clockwork = desk.town.ledger.clockwork
        self._lives = lives
        self._after = after

    def breach(self, case: str) -> Recorded | None:
        if self._lives == 0 and not self._after:
            raise KeyboardInterrupt
        said = self._clockwork.breach(case)
        if said is not None:
            self._lives -= 1
        if self._lives < 0:
            raise KeyboardInterrupt
        return said

    def end_of_fact(self, jti: str) -> Recorded | None:
        return self._clockwork.end_of_fact(jti)

    def end_of_listing(self, listing: str) -> Recorded | None:
        return self._clockwork.end_of_listing(listing)


class Refusing(Dying):
    """Refuses to say that one deadline passed."""

    def __init__(self, desk: DueDesk, case: str) -> None:
        super().__init__(desk, 1_000, after=True)
        self._case = case

    def breach(self, case: str) -> Recorded | None:
        if case == self._case:
            raise DisclosureMissingError(pointer="/subject.identifier", field="subject.identifier")
        return super().breach(case)


def on_record(desk: DueDesk, topic: str) -> int:
    with desk.connect() as connection:
        return len(connection.execute(ledger_statement("positions_of_topic"), {"topic": topic}).fetchall())


def breaches(desk: DueDesk) -> int:
    return on_record(desk, ClockBreached.TOPIC)


def run(desk: DueDesk, worker: ClockWorker | None = None) -> WorkDone:
    return (worker or ClockWorker(desk.town.ledger)).run_once(desk.town.clock.now)


def overdue(desk: DueDesk, number: int = 1) -> list[str]:
    """Let objections run out of time: it is midnight after their last day."""
    cases = [desk.filed(desk.fact(one)) for one in range(1, number + 1)]
    desk.town.clock.on("2026-04-24", hour=0)
    return cases
