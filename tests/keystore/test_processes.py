"""The key store between processes and threads, and against a model."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ledger.keystore import FileKeyStore, KeyDestroyedError, SubjectKeys

ROOT = Path(__file__).parents[2]
EVIDENCE = UUID("019ca8f0-0000-7000-8000-000000000001")
WRITER = """
import sys
from pathlib import Path
from uuid import UUID
from ledger.keystore import FileKeyStore
folder, start, stop = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
with FileKeyStore(folder) as store:
    for number in range(start, stop):
        store.create(UUID(int=number << 64 | number))
        if number % 16 == 0:
            store.sync()
        is_shared = 101 <= number < 201
        if number % 40 == 0 and not is_shared:
            store.destroy(UUID(int=number << 64 | number), UUID(int=1))
        elif number % 10 == 0 and not is_shared:
            store.rotate(UUID(int=number << 64 | number))
            store.retire(UUID(int=number << 64 | number), UUID(int=1))
    store.sync()
    for number in range(start, stop):
        keys = store.get(UUID(int=number << 64 | number))
        print(number, keys and keys.key.hex())
"""


def start_writer(folder: Path, start: int, stop: int) -> "subprocess.Popen[str]":
    arguments = [sys.executable, "-c", WRITER, str(folder), str(start), str(stop)]
    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(ROOT)})


def test_processes_that_append_at_once_lose_nothing_and_agree_on_the_subjects_they_share(tmp_path: Path) -> None:
    folder = tmp_path / "keystore"
    writers = [start_writer(folder, 1, 201), start_writer(folder, 101, 301)]
    outputs = [writer.communicate(timeout=50)[0] for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0]
    seen = [dict(line.split() for line in output.splitlines()) for output in outputs]
    destroyed = {40, 80, 240, 280}
    with FileKeyStore(folder) as store:
        kinds = [one.kind for one in store.records()]
        for number in range(1, 301):
            keys = store.get(UUID(int=number << 64 | number))
            assert (keys is None) == (number in destroyed)
            answers = {one[str(number)] for one in seen if str(number) in one}
            assert answers == {str(keys and keys.key.hex())}
    assert "damaged" not in kinds
    assert kinds.count("live") == 300 - len(destroyed)


def test_threads_that_create_the_same_subjects_get_the_same_keys(tmp_path: Path) -> None:
    subjects = [UUID(int=number << 64 | number) for number in range(1, 100)]
    with FileKeyStore(tmp_path / "keystore") as store:

        def work(_: int) -> list[SubjectKeys]:
            keys = [store.create(subject) for subject in subjects]
            store.sync()
            return keys

        with ThreadPoolExecutor(8) as pool:
            results = list(pool.map(work, range(8)))
        assert all(result == results[0] for result in results)
        assert len(list(store.records())) == len(subjects)


class Model(RuleBasedStateMachine):
    """Random orders through two open stores of one folder, reopened now and then, against dictionaries."""

    subjects = st.integers(1, 4).map(lambda number: UUID(int=number))

    @initialize()
    def begin(self) -> None:
        self.place = TemporaryDirectory()
        self.folder = Path(self.place.name) / "keystore"
        self.stores = [FileKeyStore(self.folder), FileKeyStore(self.folder)]
        self.keys: dict[UUID, list[SubjectKeys]] = {}
        self.destroyed: set[UUID] = set()
        self.erased: list[bytes] = []

    @rule(subject=subjects, which=st.integers(0, 1))
    def create(self, subject: UUID, which: int) -> None:
        try:
            keys = self.stores[which].create(subject)
        except KeyDestroyedError:
            assert subject in self.destroyed
            return
        assert self.keys.setdefault(subject, [keys])[0] == keys

    @rule(subject=subjects, which=st.integers(0, 1))
    def rotate(self, subject: UUID, which: int) -> None:
        if subject in self.keys:
            self.keys[subject].insert(0, self.stores[which].rotate(subject))

    @rule(subject=subjects, which=st.integers(0, 1))
    def retire(self, subject: UUID, which: int) -> None:
        if subject in self.keys:
            self.stores[which].retire(subject, EVIDENCE)
            newest, *older = self.keys[subject]
            self.keys[subject] = [newest]
            self.erased += [keys.key for keys in older]

    @rule(subject=subjects, which=st.integers(0, 1))
    def destroy(self, subject: UUID, which: int) -> None:
        if subject in self.keys:
            self.stores[which].destroy(subject, EVIDENCE)
            for keys in self.keys.pop(subject):
                self.erased += [keys.key, keys.file_secret]
            self.destroyed.add(subject)

    @rule(which=st.integers(0, 1))
    def reopen(self, which: int) -> None:
        self.stores[which].close()
        self.stores[which] = FileKeyStore(self.folder)

    @invariant()
    def the_stores_say_what_the_model_says(self) -> None:
        if not hasattr(self, "stores"):
            return
        for store in self.stores:
            for number in range(1, 5):
                subject = UUID(int=number)
                expected = self.keys.get(subject, [])
                assert store.generations(subject) == tuple(expected)
                assert store.get(subject) == (expected[0] if expected else None)
                assert store.is_destroyed(subject) == (subject in self.destroyed)

    @invariant()
    def destroyed_bytes_are_gone(self) -> None:
        if hasattr(self, "stores"):
            content = (self.folder / "subjects.keys").read_bytes()
            assert not any(secret in content for secret in self.erased)

    def teardown(self) -> None:
        if hasattr(self, "stores"):
            for store in self.stores:
                store.close()
            self.place.cleanup()


TestModel = Model.TestCase
TestModel.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
