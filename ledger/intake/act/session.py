"""One run of ``chengjian act``: the steps in their order, and what they leave beside the file."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from domain.time import legal_date
from ledger.intake.act import telling
from ledger.intake.act.acts import Act
from ledger.intake.act.fields import fields_of
from ledger.intake.act.prepare import EDITION, ActRow, By, Filling, prepare_acts
from ledger.intake.act.recording import ActTransport, Signer, record_acts
from ledger.intake.act.source import ActFile, read_act_file
from ledger.intake.submission.work import Manner, Progress, Submitted
from ledger.intake.telling import told


@dataclass(frozen=True, slots=True)
class ActOptions:
    """What the clerk asked for.

    Attributes:
        act: The act.
        file: The file.
        sheet: Sheet, if named.
        edition: Edition of the rules, if named.
        by: Who signs, if that is known.
        window: What the window says about everybody, by name of the disclosure.
        journal: Place of the journal, if named.
        sign_again: Sign rows anew that were refused.
        lang: ``zh`` or ``en``.
    """

    act: Act
    file: Path
    sheet: str | None = None
    edition: int | None = None
    by: By | None = None
    window: Mapping[str, str] = field(default_factory=dict)
    journal: Path | None = None
    sign_again: bool = False
    lang: str = "zh"


@dataclass(slots=True)
class ActSession:
    """Steps of a run; each may raise an ``IntakeError``.

    Attributes:
        options: What the clerk asked for.
        echo: Takes a line of text for the clerk.
        now: The present instant.
        files: What was written, by purpose.
    """

    options: ActOptions
    echo: Callable[[str], None] = lambda _: None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    files: dict[str, str] = field(default_factory=dict)

    def open(self) -> ActFile:
        """Read the file."""
        return read_act_file(self.options.file, self.options.act, self.options.sheet)

    def check(self, file: ActFile, transport: ActTransport | None) -> list[ActRow]:
        """Fill in what may be left out, check every row, and tell what is wrong."""
        options = self.options
        filling = Filling(legal_date(self.now()), self._edition(file, transport), options.by, options.window)
        rows = prepare_acts(file, options.act, filling)
        for text in telling.check_lines(file, options.act, rows, options.lang):
            self.echo(text)
        return rows

    def record(
        self, file: ActFile, rows: Sequence[ActRow], signer: Signer, transport: ActTransport, progress: Progress
    ) -> Submitted:
        """Sign and send the clean rows; write receipts and the file of results."""
        journal = self.journal_path(file)
        submitted = record_acts(
            file,
            self.options.act,
            [row for row in rows if row.is_clean],
            signer,
            transport,
            journal_path=journal,
            receipts_path=self._beside("receipts.ndjson"),
            progress=progress,
            manner=Manner(sign_again=self.options.sign_again, clock=lambda: self.now().timestamp()),
        )
        self.files["journal"] = str(journal)
        if submitted.receipts:
            self.files["receipts"] = str(self._beside("receipts.ndjson"))
        for text in telling.recorded_lines(submitted, self.options.lang):
            self.echo(text)
        self._write_results(rows, submitted)
        return submitted

    def journal_path(self, file: ActFile) -> Path:
        """Beside the file, named for its content and the act: a mended file begins a journal of its own."""
        return self.options.journal or self._beside(f"{file.digest[:12]}.{self.options.act.name}.journal.ndjson")

    def _edition(self, file: ActFile, transport: ActTransport | None) -> int | None:
        """The edition of the rules, asked for only where an act has one and a row leaves it out."""
        has_edition = any(one.name == EDITION for one in fields_of(self.options.act))
        is_given = all(row.values.get(EDITION) not in {None, ""} for row in file.rows)
        if self.options.edition is not None or transport is None or not has_edition or is_given:
            return self.options.edition
        return transport.edition()

    def _write_results(self, rows: Sequence[ActRow], submitted: Submitted) -> None:
        """Replace the file of results in one step; it is readable by its owner alone."""
        path = self._beside("results.csv")
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(telling.results_csv(rows, submitted, self.options.lang))
        draft.replace(path)
        self.files["results"] = str(path)
        self.echo(told(self.options.lang, f"已写出 {path.name}", f"written: {path.name}"))

    def _beside(self, ending: str) -> Path:
        return self.options.file.with_name(f"{self.options.file.name}.{ending}")
