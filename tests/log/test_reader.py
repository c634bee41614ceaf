import hashlib
import threading
from collections.abc import Iterator
from itertools import pairwise

import pytest

from ledger.append import AppendRequest, PendingEvent, VaultRow
from ledger.log.checkpoint import CheckpointSigner
from ledger.log.committer import Committer
from ledger.log.group import Compiler
from ledger.log.high_water import HighWaterMark, Mark
from ledger.log.opening import LogPlace, log_parts, make_sequencer, open_reader
from ledger.log.plain_envelope import PlainEnvelope
from ledger.log.reader import LogReader, NotInLogError
from ledger.log.sequencer import Sequencer
from tests.log.logs import CountingEnvelope, event, request, tree_hash, unless
from tests.reference import c2sp_reader
from verify.merkle import verify_consistency, verify_inclusion

SIZES = [1, 2, 255, 256, 257, 511, 512, 513, 70_000]


@pytest.fixture
def committer(place: LogPlace) -> Iterator[Committer]:
    made = Committer(log_parts(place, PlainEnvelope()))
    yield made
    made.close()


def grow(committer: Committer, place: LogPlace, size: int, start: int) -> None:
    """Bring a log from one size to another, many entries at a time."""
    while start < size:
        n = min(size - start, 10_000)
        events = tuple(PendingEvent("noted", b"%d" % i) for i in range(start, start + n))
        committer.record([Compiler(place.tag_key).compile(AppendRequest(events))])
        start += n


def fetch_from(reader: LogReader) -> c2sp_reader.Fetch:
    """Serve a log's resources by their C2SP paths."""

    def fetch(path: str) -> bytes | None:
        if path == "checkpoint":
            return reader.checkpoint().note.encode()
        kind, _, rest = path.removeprefix("tile/").partition("/")
        name, _, width = rest.partition(".p/")
        n = int(name.replace("x", "").replace("/", ""))
        try:
            if kind == "entries":
                return reader.entry_bundle(n, int(width or 256))
            return reader.tile(int(kind), n, int(width or 256))
        except NotInLogError:
            return None

    return fetch


def test_an_independent_c2sp_reader_accepts_the_log_at_every_critical_size(
    committer: Committer, place: LogPlace, reader: LogReader
) -> None:
    vkey = CheckpointSigner(place.origin, place.key).vkey
    committer.start()
    assert c2sp_reader.read_log(fetch_from(reader), vkey) == []
    size = 0
    for next_size in SIZES[:-1]:
        grow(committer, place, next_size, size)
        entries = c2sp_reader.read_log(fetch_from(reader), vkey)
        assert entries == [row.entry for row in reader.entries(0)]
        assert len(entries) == next_size
        size = next_size


def test_proofs_at_any_size_are_accepted_by_the_verifier(
    committer: Committer, place: LogPlace, reader: LogReader
) -> None:
    size, leaves, roots = 0, list[bytes](), dict[int, bytes]()
    for next_size in SIZES:
        grow(committer, place, next_size, size)
        leaves += [hashlib.sha256(b"\x00" + row.entry).digest() for row in reader.entries(size, next_size)]
        roots[next_size] = tree_hash(leaves)
        size = next_size
    for end in SIZES:
        for position in {0, 1, 254, 255, 256, 257, 510, 511, 512, 65_535, 65_536, 69_999, end // 2, end - 1}:
            if position < end:
                proof = reader.inclusion_proof(position, end)
                verify_inclusion(leaves[position], position, end, proof, roots[end])
    for old, new in [*pairwise(SIZES), (1, 70_000), (257, 70_000), (512, 70_000), (70_000, 70_000)]:
        verify_consistency(old, roots[old], new, roots[new], reader.consistency_proof(old, new))
    assert reader.consistency_proof(0, 70_000) == []
    assert reader.tile(1, 0) == b"".join(tree_hash(leaves[i * 256 : i * 256 + 256]) for i in range(256))
    assert reader.tile(1, 1, 17) == reader.tile(1, 1, 3) + reader.tile(1, 1, 17)[96:]
    assert reader.tile(2, 0, 1) == tree_hash(leaves[:65_536])


@pytest.mark.parametrize(
    ("level", "n", "width"),
    [(0, 0, 0), (0, 0, 257), (0, -1, 1), (0, 1, 2), (0, 2, 1), (1, 0, 2), (8, 0, 1), (-1, 0, 1)],
)
def test_what_the_promised_tree_does_not_imply_is_not_served(
    committer: Committer, place: LogPlace, reader: LogReader, level: int, n: int, width: int
) -> None:
    grow(committer, place, 257, 0)
    with pytest.raises(NotInLogError):
        reader.tile(level, n, width)
    if level == 0:
        with pytest.raises(NotInLogError):
            reader.entry_bundle(n, width)


def test_beyond_the_log_there_are_no_entries_and_no_proofs(
    committer: Committer, place: LogPlace, reader: LogReader
) -> None:
    grow(committer, place, 3, 0)
    assert [row.position for row in reader.entries(1, 99, page=1)] == [1, 2]
    for ask in (
        lambda: reader.entry(3),
        lambda: reader.inclusion_proof(3, 3),
        lambda: reader.inclusion_proof(0, 4),
        lambda: reader.consistency_proof(2, 4),
        lambda: reader.consistency_proof(3, 2),
        lambda: reader.checkpoint_covering(3),
    ):
        with pytest.raises(NotInLogError):
            ask()


def test_a_receipts_proof_is_the_same_when_the_log_has_grown(place: LogPlace, reader: LogReader) -> None:
    with make_sequencer(place, CountingEnvelope()) as sequencer:
        answers = [sequencer.append(request(*[event("a")] * n)) for n in (1, 254, 1, 1, 300, 7)]
    for answer in answers:
        for i, position in enumerate(answer.positions):
            tree = reader.checkpoint_covering(position)
            assert (tree.size, tree.note) == (answer.size, answer.checkpoint)
            if i in {0, len(answer.positions) // 2, len(answer.positions) - 1}:
                proof = answer.inclusion(i)
                assert proof == reader.inclusion_proof(position, answer.size)
                leaf = hashlib.sha256(b"\x00" + answer.entries[i]).digest()
                verify_inclusion(leaf, position, tree.size, proof, tree.root)


def test_what_is_committed_but_not_promised_yet_is_read_but_not_signed(
    place: LogPlace, reader: LogReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledger.log.reader._PROMISE_PATIENCE_S", 0.1)
    with make_sequencer(place, CountingEnvelope()) as sequencer:
        sequencer.append(request(event("a")))
    promised = reader.checkpoint()
    place.high_water.rename(place.high_water.with_suffix(".away"))
    old = HighWaterMark(place.high_water, place.origin)
    old.open(may_create=True)
    with open_reader(place) as behind:
        assert behind.size() == 1
        assert behind.checkpoint().size == 0
        with pytest.raises(NotInLogError):
            behind.checkpoint_covering(0)
        with pytest.raises(NotInLogError):
            behind.tile(0, 0, 1)
        old.advance(Mark(promised.size, promised.root))
        assert behind.checkpoint() == promised
    old.close()


def test_a_receipt_asked_for_between_a_commit_and_its_mark_waits_for_the_mark(
    place: LogPlace, reader: LogReader
) -> None:
    is_committed, may_promise = threading.Event(), threading.Event()

    class SlowMark(HighWaterMark):
        def advance(self, mark: Mark) -> None:
            if mark.size:
                is_committed.set()
                may_promise.wait(30)
            super().advance(mark)

    parts = log_parts(place, CountingEnvelope())._replace(mark=SlowMark(place.high_water, place.origin))
    with Sequencer(parts) as sequencer:
        answer = sequencer.submit(request(event("a")))
        assert is_committed.wait(30)
        threading.Timer(0.2, may_promise.set).start()
        tree = reader.checkpoint_covering(0)
        assert may_promise.is_set()
        assert tree.note == answer.result().checkpoint


def test_tag_heads_and_vault_rows_are_found(place: LogPlace, reader: LogReader) -> None:
    row = VaultRow("subject", b"\x01" * 16, b"sealed", b"wrapped")
    other = VaultRow("representative", b"\x02" * 16, b"sealed too", b"wrapped too")
    with make_sequencer(place, CountingEnvelope()) as sequencer:
        for vault in ((row,), (), (other, row)):
            pending = PendingEvent("noted", b"", ("k",), private_tags=("p",), vault=vault)
            sequencer.append(AppendRequest((pending,)))
    assert reader.tag_head("k") == (2, 2)
    assert reader.tag_head("p") == (2, None)
    assert reader.tag_head("x") is None
    assert reader.vault_rows(0, 2) == [(0, row)]
    assert reader.vault_rows(1, 3) == [(2, other), (2, row)]
    assert reader.vault_rows_of(b"\x01" * 16) == [(0, row), (2, row)]


def test_a_new_type_is_known_to_a_reader_that_was_open_before(place: LogPlace, reader: LogReader) -> None:
    with make_sequencer(place, CountingEnvelope()) as sequencer:
        sequencer.append(request(event("a", type="first")))
        assert [row.type for row in reader.entries(0)] == ["first"]
        sequencer.append(request(event("a", type="second"), unless=[unless(types=["second"])]))
        assert [row.type for row in reader.entries(0)] == ["first", "second"]
