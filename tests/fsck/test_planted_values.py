"""No identifier and no disclosure stands in plain text outside the answers that are meant to hold it.

Values that occur nowhere else are recorded on the production path; then everything that was written to disk is
searched for them: the whole state folder with the database's files and its WAL, the key store, the mark and the logs,
a dump of every table in both of COPY's formats, the published tiles, a backup, and every log line. Each value is
looked for in every spelling in which it could hide.
"""

import io
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from psycopg import sql
from typer.testing import CliRunner

from domain.agency.events import AgencyEnrolled
from domain.calendar.pack import CALENDAR_PACK
from domain.catalogue.events import CatalogueItemPublished
from domain.fact.events import FactRecorded
from domain.identifier import Identifier, rid
from domain.key.events import KeyEnrolled
from domain.request.events import CaseRequest
from domain.rule.pack import RULE_PACK
from ledger.backup.keys import back_up_keys
from ledger.backup.make import back_up_database
from ledger.base64url import encode
from ledger.cli.main import build_app
from ledger.log.publish import publish
from ledger.logging import configure_logging
from ledger.postgres.connect import connect
from ledger.service.ceremony import create_ledger
from ledger.service.ledger import Ledger, open_ledger
from ledger.settings import Settings
from ledger.statement import Statement
from projections.models import ReadModels
from projections.rebuild import rebuild
from tests.attachments import file_of
from tests.due_town import WINDOW
from tests.town import (
    BUREAU,
    BUREAU_KEY,
    CENTRE,
    CENTRE_KEY,
    LICENCE_ITEM,
    ROOT_KEY,
    licence,
    record,
    root_statement,
    signed,
)


class Planted(NamedTuple):
    """What was recorded, and what was written while that was done."""

    folder: Path
    values: list[str]
    disclosures: list[str]
    log: str


def person(number: int) -> str:
    body = f"99000019850101{number:03d}"
    return body + rid.check_character(body)


CODE = "91370481MA3FAKE12D"
NAME = "滕州市墨玉琉璃机床有限公司"
REPRESENTATIVE = "欧阳翡翠"
CLERK = "司徒琥珀"
DOCUMENT = "滕审准〔2026〕琥珀玛瑙第七七六三号"
CONTENT = "准予从事翡翠琉璃镶嵌铜锣的修造 jade-gong-7763"
CERTIFICATE = "琉璃机床生产许可证"
ERASED = "慕容珊瑚"
ATTACHED = "上官孔雀石的检验报告 malachite-report-7763"
PLEA = "检验结论与所附孔雀石报告不符"
"""Each occurs nowhere else in what is written."""


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Planted]:
    folder = tmp_path_factory.mktemp("planted")
    settings = Settings(home=folder / "home", log_level="debug")
    lines = io.StringIO()
    configure_logging("debug", lines)
    statements = [
        licence(
            1,
            **{
                "subject.identifier": CODE,
                "subject.name": NAME,
                "subject.document_no": DOCUMENT,
                "subject.content": CONTENT,
                "subject.certificate_name": CERTIFICATE,
                "representative.name": REPRESENTATIVE,
                "representative.identifier_type": "rid",
                "representative.identifier": person(763),
            },
        ),
        _persons_licence(2, CLERK, person(764)),
        _persons_licence(3, ERASED, person(765)),
    ]
    with _town(settings) as ledger:
        record(ledger, *statements)
        statements.append(_attach(ledger, statements[0].jti))
        _use(ledger, statements, folder)
        _refuse(ledger)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHENGJIAN_HOME", str(settings.home))
        result = CliRunner().invoke(build_app(), ["fsck", "--json"])
    assert result.exit_code == 0, result.output
    yield Planted(
        folder=folder,
        values=[
            CODE, NAME, DOCUMENT, CONTENT, CERTIFICATE, REPRESENTATIVE, CLERK, ERASED, ATTACHED, PLEA,
            person(763), person(764), person(765),
        ],
        disclosures=[one.encoded for statement in statements for one in statement.disclosures],
        log=lines.getvalue() + result.output,
    )  # fmt: skip
    configure_logging("warning")


def _persons_licence(number: int, name: str, identifier: str) -> Statement:
    changes = {
        "subject.name": name,
        "subject.kind": "NP",
        "subject.identifier_type": "rid",
        "subject.identifier": identifier,
        "subject.document_no": f"{DOCUMENT}之{number}",
        "subject.content": CONTENT,
    }
    plain = dict(licence(number).disclosed)
    del plain["representative.name"]
    return _stated({**plain, **changes})


def _stated(disclosed: dict[str, str | int | bool]) -> Statement:
    claims = {"item": "xzxk", "item_version": 1, "rules": "2026.1", "decided_on": "2026-03-01"}
    return signed(FactRecorded.from_claims(claims, disclosed), f"agency:{BUREAU}", BUREAU_KEY, 32)


@contextmanager
def _town(settings: Settings) -> Iterator[Ledger]:
    create_ledger(settings, ROOT_KEY, origin="test.example/planted", jurisdiction="370481", jurisdiction_name="滕州市")
    with open_ledger(settings) as ledger:
        for code, role, key in ((BUREAU, "provider", BUREAU_KEY), (CENTRE, "credit_centre", CENTRE_KEY)):
            enrolled = AgencyEnrolled.from_claims({"agency": code, "name": "示例单位", "roles": [role]}, {})
            holder = KeyEnrolled(holder=f"agency:{code}", kid=key.kid, public_key=encode(key.public_key))
            record(ledger, root_statement(enrolled), root_statement(holder))
        item = CatalogueItemPublished.from_claims(dict(LICENCE_ITEM), {})
        record(ledger, signed(item, f"agency:{CENTRE}", CENTRE_KEY))
        yield ledger


def _attach(ledger: Ledger, fact: str) -> Statement:
    """Object to a record with a file, and hand the file in."""
    centre = f"agency:{CENTRE}"
    record(ledger, *(signed(event, centre, CENTRE_KEY) for event in (*CALENDAR_PACK, *RULE_PACK)))
    file = file_of("test.example/planted", f"{ATTACHED}\n".encode(), "text/plain")
    disclosed: dict[str, str | int | bool] = {
        "subject.identifier_type": "uscc",
        "subject.identifier": CODE,
        "subject.target_kind": "fact",
        "subject.target": fact,
        "subject.text": PLEA,
        "subject.evidence": file.name,
        "subject.body": "",
        "subject.document_no": "",
        **WINDOW,
    }
    request = signed(CaseRequest.from_claims({"kind": "objection"}, disclosed), centre, CENTRE_KEY, 16)
    record(ledger, request)
    assert ledger.attachments.store(*file.arguments).is_new
    read = ledger.attachments.read(file.digest)
    assert read is not None
    assert read.content == file.content
    return request


def _use(ledger: Ledger, statements: list[Statement], folder: Path) -> None:
    """Do everything that writes: follow, rebuild, ask, erase, publish, back up, dump."""
    models, now = ReadModels(ledger), datetime.now(UTC)
    opened = partial(connect, ledger.dsn, ledger.settings.db_schema, autocommit=True)
    rebuild(opened, models.projections, ledger.source)
    (item,) = models.public_page(now=now, name=NAME).items
    assert item.fields["subject.identifier"] == CODE
    assert models.profile(Identifier("rid", person(764)), now=now) is not None
    ledger.erasure.erase_record(statements[2].jti, "court_order", f"涉及{ERASED}", ledger.genesis)
    rebuild(opened, models.projections, ledger.source)
    publish(ledger.reader, folder / "published")
    back_up_database(ledger.dsn, ledger.settings.db_schema, folder / "backup")
    back_up_keys(ledger.settings.layout, folder / "backup-keys")
    _dump(ledger, folder / "dump")


def _refuse(ledger: Ledger) -> None:
    """Have refusals of every stage, whose texts go to whoever submits and must not go to the log."""
    for changes in ({"subject.identifier": CODE[::-1]}, {"subject.name": ""}, {"subject.content": CONTENT * 150}):
        ledger.submit_many([licence(9, **changes).text, "~" + NAME])


def _dump(ledger: Ledger, folder: Path) -> None:
    folder.mkdir()
    with connect(ledger.dsn, ledger.settings.db_schema, autocommit=True) as connection:
        tables = connection.execute("select tablename from pg_tables where schemaname = current_schema()").fetchall()
        assert len(tables) > 8
        for (table,) in tables:
            for form in ("text", "binary"):
                query = sql.SQL("copy {} to stdout (format {})").format(sql.Identifier(table), sql.SQL(form))
                with connection.cursor().copy(query) as rows:
                    (folder / f"{table}.{form}").write_bytes(b"".join(bytes(block) for block in rows))


def spellings(value: str) -> set[bytes]:
    """Every way in which a value could stand in a file."""
    forms = {value.encode(form) for form in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")}
    forms.add(value.encode("ascii", "backslashreplace"))
    forms |= {form.hex().encode() for form in tuple(forms)}
    for before in range(3):
        text = b64encode(b"\0" * before + value.encode())
        inner = text[(0, 2, 3)[before] : -4]
        forms |= {inner, inner.translate(bytes.maketrans(b"+/", b"-_"))}
    return forms


def find(needles: set[bytes], folder: Path) -> list[str]:
    """Name the files that hold one of some byte strings."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    assert files
    return [str(path.relative_to(folder)) for path in files if _holds(path.read_bytes(), needles)]


def _holds(content: bytes, needles: set[bytes]) -> bool:
    return any(needle in content for needle in needles)


def test_no_planted_value_stands_in_anything_that_was_written(planted: Planted) -> None:
    for value in planted.values:
        assert find(spellings(value), planted.folder) == [], value


def test_no_disclosure_stands_in_anything_that_was_written(planted: Planted) -> None:
    assert len(planted.disclosures) > 60
    needles = {form for text in planted.disclosures for form in (text.encode(), text.encode().hex().encode())}
    assert find(needles, planted.folder) == []


def test_no_planted_value_stands_in_a_log_line(planted: Planted) -> None:
    assert planted.log
    for value in planted.values:
        assert value not in planted.log
    assert not any(text in planted.log for text in planted.disclosures)


def test_the_search_reaches_database_wal_dump_tiles_backup_and_keys(planted: Planted) -> None:
    """What is public stands in all of them in plain; so the search would have found what is not."""
    found = find({LICENCE_ITEM["item"].encode(), encode(LICENCE_ITEM["name"].encode())[:12].encode()}, planted.folder)
    for part in ("home/postgres", "pg_wal", "dump/", "published/", "backup/"):
        assert any(part in path for path in found), part
    names = {path.name for path in planted.folder.rglob("*")}
    assert {"subjects.keys", "high-water", "origin"} <= names


def test_a_value_is_found_in_each_of_its_spellings(tmp_path: Path) -> None:
    for number, content in enumerate(
        [
            NAME.encode(),
            NAME.encode("gb18030"),
            NAME.encode().hex().encode(),
            encode(f'["x","{NAME}"]'.encode()).encode(),
        ]
    ):
        (tmp_path / "file").write_bytes(b"...." + content + b"....")
        assert find(spellings(NAME), tmp_path) == ["file"], number
