"""One run of ``chengjian submit``: the steps in their order, and what they leave beside the file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from domain.time import legal_date
from ledger.crypto.keys import SigningKey
from ledger.intake import telling
from ledger.intake.judging import Rules, guess_environment, rules_for_standard, rules_of_item
from ledger.intake.markup import write_marked
from ledger.intake.problem import CellProblem, from_problem_document
from ledger.intake.report import Report, Sheet, check_sheet, open_sheet
from ledger.intake.submission.signing import choose_item
from ledger.intake.submission.submission import Signatory, find_signatory, submit_report
from ledger.intake.submission.transport import Item, Transport
from ledger.intake.submission.work import Manner, Progress, Submitted

CLEAN, REFUSED = 0, 1
_TEST_ORIGIN = "test."


@dataclass(frozen=True, slots=True)
class Options:
    """What the clerk asked for.

    Attributes:
        file: The file.
        standard: Data standard, if named.
        sheet: Sheet, if named.
        environment: ``test`` or ``production``, if named; a server knows better.
        item: Catalogue item, if named.
        journal: Place of the journal, if named.
        sign_again: Sign rows anew that were refused.
        lang: ``zh`` or ``en``.
    """

    file: Path
    standard: str | None = None
    sheet: str | None = None
    environment: str | None = None
    item: str | None = None
    journal: Path | None = None
    sign_again: bool = False
    lang: str = "zh"


@dataclass(frozen=True, slots=True)
class Link:
    """A ledger, and what it says about the file to be submitted.

    Attributes:
        transport: The ledger.
        signatory: Who will sign; ``None`` for a check without a key.
        item: The catalogue item; ``None`` for a check that cannot tell it.
        environment: ``test`` or ``production``.
    """

    transport: Transport
    signatory: Signatory | None
    item: Item | None
    environment: str


@dataclass(slots=True)
class Session:
    """Steps of a run; each may raise an ``IntakeError``.

    Attributes:
        options: What the clerk asked for.
        echo: Takes a line of text for the clerk.
        now: The present instant.
        files: What was written, by purpose.
    """

    options: Options
    echo: Callable[[str], None] = lambda _: None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    files: dict[str, str] = field(default_factory=dict)

    def open(self) -> Sheet:
        """Read the file and find its header."""
        return open_sheet(self.options.file, standard=self.options.standard, sheet=self.options.sheet)

    def connect(self, sheet: Sheet, transport: Transport, key: SigningKey | None) -> Link:
        """Ask the ledger who signs, under which item and in what environment."""
        environment = "test" if transport.origin().startswith(_TEST_ORIGIN) else "production"
        if key is None:
            return Link(transport, None, None, environment)
        signatory = find_signatory(sheet, key, transport)
        item = choose_item(transport.catalogue(), sheet.header.standard.id, signatory.code, self.options.item)
        return Link(transport, signatory, item, environment)

    def check(self, sheet: Sheet, link: Link | None, on_checked: Callable[[int], None] = lambda _: None) -> Report:
        """Check every row; write the marked workbook if something is wrong."""
        report = check_sheet(sheet, self._rules(sheet, link), on_checked)
        for text in telling.report_lines(report, self.options.lang):
            self.echo(text)
        if report.errors:
            self._write("marked", report, None, ())
        return report

    def submit(self, report: Report, link: Link, progress: Progress) -> Submitted:
        """Sign and send the clean rows; write receipts and the workbook of results."""
        if link.signatory is None or link.item is None:
            raise ValueError("a submission needs a signatory and an item")
        submitted = submit_report(
            report,
            link.item,
            link.signatory,
            link.transport,
            journal_path=self.journal_path(report),
            receipts_path=self._beside("receipts.ndjson"),
            progress=progress,
            manner=Manner(sign_again=self.options.sign_again, clock=lambda: self.now().timestamp()),
        )
        self.files["journal"] = str(self.journal_path(report))
        if submitted.receipts:
            self.files["receipts"] = str(self._beside("receipts.ndjson"))
        for text in telling.submitted_lines(submitted, self.options.lang):
            self.echo(text)
        self._write("results", report, submitted, self._said_by_server(report, submitted))
        return submitted

    def journal_path(self, report: Report) -> Path:
        """Beside the file, named for its content: a mended file begins a journal of its own."""
        return self.options.journal or self._beside(f"{report.file.digest[:12]}.journal.ndjson")

    def _rules(self, sheet: Sheet, link: Link | None) -> Rules:
        today = legal_date(self.now())
        if link is None:
            environment = self.options.environment or guess_environment(sheet.header)
            return rules_for_standard(sheet.header.standard, today, environment)
        code = link.signatory.code if link.signatory else None
        if link.item is None:
            return rules_for_standard(sheet.header.standard, today, link.environment)
        return rules_of_item(link.item, today, link.environment, code)

    def _said_by_server(self, report: Report, submitted: Submitted) -> list[CellProblem]:
        rows = {row.number: row for row in report.rows}
        said = list(submitted.unsigned)
        for number, result in submitted.results.items():
            if result.problem is not None and number in rows:
                said.append(from_problem_document(number, rows[number].sources, result.problem))
        return said

    def _write(self, purpose: str, report: Report, submitted: Submitted | None, said: Sequence[CellProblem]) -> None:
        path = self._beside("checked.xlsx" if submitted is None else "results.xlsx")
        results = None if submitted is None else telling.result_texts(report, submitted, self.options.lang)
        problems = sorted((*report.problems, *said), key=lambda problem: problem.row)
        write_marked(path, report, problems, lang=self.options.lang, results=results)
        self.files[purpose] = str(path)
        self.echo(telling.told(self.options.lang, f"已写出 {path.name}", f"written: {path.name}"))

    def _beside(self, ending: str) -> Path:
        return self.options.file.with_name(f"{self.options.file.name}.{ending}")
