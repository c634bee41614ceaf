"""Several processes on one ledger: what one recorded, ended or destroyed holds for the others at once."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from pydantic import SecretStr

from domain.identifier import Identifier
from domain.key.events import KeyEnrolled, KeyRevoked
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from ledger.intake.sample.codes import organisation_code, unified_code
from ledger.service.ledger import Ledger, open_ledger
from ledger.service.outcome import Accepted
from ledger.service.records import Record
from ledger.settings import Settings
from ledger.statement import Statement, build
from tests.town import BUREAU, COMPANY_CODE, licence, licences, open_town, root_statement

_PROCESSES = 3
_ROUNDS = 6

T = TypeVar("T")
Answer = tuple[str, bytes]

_opened: list[tuple[AbstractContextManager[Ledger], Ledger]] = []


class Process:
    """A process of its own that has the ledger open."""

    def __init__(self, settings: Settings) -> None:
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=_open, initargs=(settings,))
        self.ask(_size)

    def begin(self, question: Callable[..., T], *arguments: object) -> "Future[T]":
        return self._pool.submit(question, *arguments)

    def ask(self, question: Callable[..., T], *arguments: object) -> T:
        return self.begin(question, *arguments).result()

    def end(self) -> None:
        self.ask(_close)
        self._pool.shutdown()


def _open(settings: Settings) -> None:
    manager = open_ledger(settings)
    _opened.append((manager, manager.__enter__()))


def _close() -> None:
    manager, _ = _opened.pop()
    manager.__exit__(None, None, None)


def _ledger() -> Ledger:
    return _opened[0][1]


def _size() -> int:
    return _ledger().health().size


def _submit(texts: Sequence[str]) -> list[Answer]:
    answers = []
    for one in _ledger().submit_many(texts):
        if isinstance(one, Accepted):
            answers.append(("new" if one.is_new else "known", one.receipt.to_json()))
        else:
            answers.append((str(getattr(one.error, "code", one.error)), b""))
    return answers


def _receipt(iss: str, jti: str) -> bytes | None:
    found = _ledger().receipt(iss, jti)
    return None if found is None else found.to_json()


def _record(position: int) -> Record:
    ledger = _ledger()
    with ledger.pool.connection() as connection, connection.cursor() as cursor:
        return ledger.source.at(cursor, [position])[position]


def _fields(position: int) -> list[str]:
    return sorted(_record(position).disclosed)


def _owner(position: int) -> UUID:
    owner = _record(position).owner()
    if owner is None:
        raise LookupError(position)
    return UUID(bytes=owner)


def _erase(identifier: Identifier) -> int:
    ledger = _ledger()
    return ledger.erasure.erase_subject(identifier, "court_order", "法院裁定", ledger.genesis)


def _is_destroyed(owner: UUID) -> bool:
    return _ledger().keystore.is_destroyed(owner)


def _signed(fact: Statement, key: SigningKey) -> str:
    """Sign a fact anew with another key of its agency."""
    plain, disclosed = dict(fact.plain), dict(fact.disclosed)
    again = build(vct=fact.vct, iss=fact.iss, plain=plain, disclosed=disclosed, digests=32, key=key, iat=fact.iat)
    return again.text


@pytest.fixture
def processes(dsn: str, tmp_path: Path) -> Iterator[list[Process]]:
    home = tmp_path / "home"
    with open_town(dsn, home):
        pass
    opened = [Process(Settings(dsn=SecretStr(dsn), home=home)) for _ in range(_PROCESSES)]
    yield opened
    for one in opened:
        one.end()


def test_a_statement_sent_to_several_processes_at_once_is_recorded_once_and_all_get_the_same_receipt(
    processes: list[Process],
) -> None:
    for number in range(_ROUNDS):
        statements = licences(20, start=1 + 20 * number)
        begun = [one.begin(_submit, [statement.text for statement in statements]) for one in processes]
        for statement, *answers in zip(statements, *(one.result() for one in begun), strict=True):
            assert sorted(kind for kind, _ in answers) == ["known"] * (_PROCESSES - 1) + ["new"]
            receipts = {receipt for _, receipt in answers}
            assert receipts == {one.ask(_receipt, statement.iss, statement.jti) for one in processes}
            assert len(receipts) == 1
    assert len({one.ask(_size) for one in processes}) == 1


def test_a_subject_that_several_processes_meet_at_once_gets_one_file_and_one_key(processes: list[Process]) -> None:
    for number in range(_ROUNDS):
        code = unified_code("91", "370481", organisation_code("GXQY", number))
        facts = [licence(100 * number + i, **{"subject.identifier": code}) for i in range(_PROCESSES)]
        before = processes[0].ask(_size)
        begun = [one.begin(_submit, [fact.text]) for one, fact in zip(processes, facts, strict=True)]
        assert [one.result()[0][0] for one in begun] == ["new"] * _PROCESSES
        stop = processes[0].ask(_size)
        assert stop - before == 1 + _PROCESSES, "one file is opened, and each process states its fact"
        assert len({one.ask(_owner, position) for one in processes for position in range(before, stop)}) == 1
        for one in processes:
            assert all("subject.identifier" in one.ask(_fields, position) for position in range(before, stop))


def test_what_one_process_erased_no_other_can_read_and_a_later_fact_begins_anew_in_all(
    processes: list[Process],
) -> None:
    first, second, third = processes
    for one, fact in zip(processes, licences(_PROCESSES), strict=True):
        assert one.ask(_submit, [fact.text])[0][0] == "new"
    position = first.ask(_size) - 1
    owner = second.ask(_owner, position)
    assert "subject.name" in third.ask(_fields, position)
    first.ask(_erase, Identifier("uscc", COMPANY_CODE))
    for one in processes:
        assert one.ask(_is_destroyed, owner)
        assert "subject.name" not in one.ask(_fields, position)
    assert third.ask(_submit, [licence(50).text])[0][0] == "new"
    assert second.ask(_submit, [licence(51).text])[0][0] == "new"
    new = {one.ask(_owner, third.ask(_size) - 1) for one in processes}
    assert len(new) == 1
    assert owner not in new


def test_a_key_ends_in_every_process_when_it_ends_in_one(processes: list[Process]) -> None:
    first, second, third = processes
    spare = SigningKey.from_seed(b"s" * 32)
    holder = f"agency:{BUREAU}"
    enrolled = root_statement(KeyEnrolled(holder=holder, kid=spare.kid, public_key=encode(spare.public_key)))
    assert first.ask(_submit, [enrolled.text])[0][0] == "new"
    for i, one in enumerate(processes):
        assert one.ask(_submit, [_signed(licence(i), spare)])[0][0] == "new"
    revoked = root_statement(KeyRevoked(holder=holder, kid=spare.kid, reason="retired"))
    assert second.ask(_submit, [revoked.text])[0][0] == "new"
    for i, one in enumerate((third, first, second)):
        assert one.ask(_submit, [_signed(licence(10 + i), spare)])[0][0] == "key-not-in-force"
