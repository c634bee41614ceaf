"""Lets a `DCBApplication` run on a log of its own: ``PERSISTENCE_MODULE=ledger.log.factory``.

Environment, each also with the application's name in front as the library has it:

    LEDGER_DSN     connection string of the database
    LEDGER_SCHEMA  schema of the log's tables; made and migrated (default: ``data_log``)
    LEDGER_FOLDER  folder for the high-water mark and the log's keys; outside the database
    LEDGER_ORIGIN  origin line of the log (default: ``data.invalid/<application name>``)
"""

import os
from contextlib import ExitStack
from pathlib import Path

from eventsourcing.dcb.api import DCBRecorder
from eventsourcing.dcb.persistence import DCBInfrastructureFactory
from eventsourcing.persistence import InfrastructureFactoryError, TrackingRecorder

from ledger.crypto.keys import SigningKey, read_key_file, write_key_file
from ledger.log.opening import LogPlace, make_sequencer, open_reader
from ledger.log.plain_envelope import PlainEnvelope
from ledger.log.recorder import Recorder
from ledger.migrate import migrate
from ledger.private_tags import TagKey


class LogFactory(DCBInfrastructureFactory[TrackingRecorder]):
    """Makes the recorder of one application and closes it with the application."""

    _open: ExitStack | None = None

    def dcb_recorder(self) -> DCBRecorder:
        """Open the application's log and give its recorder.

        Raises:
            InfrastructureFactoryError: A variable is missing.
        """
        place = self._place()
        migrate(place.dsn, place.schema)
        self._open = self._open or ExitStack()
        sequencer = self._open.enter_context(make_sequencer(place, PlainEnvelope()))
        return Recorder(sequencer, self._open.enter_context(open_reader(place)), place.connect)

    def close(self) -> None:
        """Commit what waits and close everything."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _place(self) -> LogPlace:
        name = self.env.name.lower() or "dcb"
        folder = Path(self._need("LEDGER_FOLDER"))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return LogPlace(
            dsn=self._need("LEDGER_DSN"),
            schema=self.env.get("LEDGER_SCHEMA") or "data_log",
            origin=self.env.get("LEDGER_ORIGIN") or f"data.invalid/{name}",
            high_water=folder / "high-water",
            key=SigningKey(_seed(folder / "log.key")),
            tag_key=TagKey(_seed(folder / "tag.key")),
        )

    def _need(self, name: str) -> str:
        value = self.env.get(name)
        if not value:
            raise InfrastructureFactoryError(f"{name} is not set")
        return value


def _seed(path: Path) -> bytes:
    """Read a key file, or make one."""
    if not path.exists():
        write_key_file(path, os.urandom(32))
    return read_key_file(path)
