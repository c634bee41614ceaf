import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import strict_json
from ledger.append import InvalidAppendError, PendingEvent, SealedTag, SpineTag
from ledger.base64url import encode
from ledger.labels import open_key, sealed_key, spine_key
from ledger.log.plain_envelope import PlainEnvelope
from ledger.log.statement_envelope import StatementEnvelope

_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)


@given(_TEXT, st.lists(_TEXT, max_size=3), st.binary(max_size=40), st.integers(0, 2**50))
def test_a_plain_entry_is_strict_json_and_opens_to_what_went_in(
    topic: str, tags: list[str], data: bytes, time_ms: int
) -> None:
    entry = PlainEnvelope().seal(PendingEvent(topic, data, private_tags=tuple(tags)), time_ms, ())
    members = strict_json.decode(entry)
    assert isinstance(members, dict)
    assert (members["v"], members["kind"]) == (1, "data")
    opened = PlainEnvelope().unseal(entry)
    assert (opened.type, opened.tags, opened.data, opened.time_ms) == (topic, tags, data, time_ms)


@pytest.mark.parametrize(("topic", "tag"), [("a\0", "b"), ("a", "b\0"), ("a", "\ud800"), ("\udfff", "b")])
def test_text_that_strict_json_cannot_hold_is_refused(topic: str, tag: str) -> None:
    with pytest.raises(InvalidAppendError):
        PlainEnvelope().seal(PendingEvent(topic, b"", private_tags=(tag,)), 1, ())


def test_a_backslash_and_u0000_in_plain_letters_are_not_taken_for_the_character() -> None:
    entry = PlainEnvelope().seal(PendingEvent("\\u0000", b"", private_tags=("\\u0000",)), 1, ())
    assert PlainEnvelope().unseal(entry).tags == ["\\u0000"]


def test_a_plain_log_has_no_counted_tags() -> None:
    with pytest.raises(InvalidAppendError):
        PlainEnvelope().seal(PendingEvent("a", b"", open_tags=("k",)), 1, (0,))


def test_a_statement_entry_holds_one_key_for_each_counted_tag_in_order() -> None:
    origin = "test.log.invalid/one"
    spine, file = SpineTag(b"\x01" * 64), SealedTag("file:1", b"\x02" * 32)
    event = PendingEvent("noted", b"aGVhZA.Ym9keQ.c2ln", ("key:1", "holder:2"), (spine,), (file,), ("p",))
    entry = StatementEnvelope(origin).seal(event, 1_800_000_000_000, (3, 0, 7, 2))
    keys = [
        open_key(origin, "key:1", 3),
        open_key(origin, "holder:2", 0),
        spine_key(origin, spine.handle, 7),
        sealed_key(origin, file.file_secret, 2),
    ]
    assert strict_json.decode(entry) == {
        "keys": [encode(key) for key in keys],
        "kind": "event",
        "statement": "aGVhZA.Ym9keQ.c2ln",
        "time": 1_800_000_000_000,
        "v": 1,
    }


@pytest.mark.parametrize("payload", [b"", b"a.b", b"a.b.c.d", b'a.b.c"', b"a.b.c~", "a.b.ç".encode(), b"a.b.c\n"])
def test_a_payload_that_is_not_spelled_like_a_jwt_is_refused(payload: bytes) -> None:
    with pytest.raises(InvalidAppendError):
        StatementEnvelope("test.log.invalid/one").seal(PendingEvent("noted", payload), 1, ())
