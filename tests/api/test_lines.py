"""Lines come out the same however the bytes arrive."""

import orjson
from hypothesis import given
from hypothesis import strategies as st

from api.errors import LineMalformedError, LineTooLongError
from api.statements.lines import Line, LineCutter, read_statement


def _cut(body: bytes, cuts: list[int], limit: int = 200) -> list[Line]:
    cutter = LineCutter(limit)
    lines: list[Line] = []
    places = sorted({min(cut, len(body)) for cut in cuts})
    for start, stop in zip([0, *places], [*places, len(body)], strict=True):
        lines += cutter.feed(body[start:stop])
    return lines + cutter.end()


def _shape(lines: list[Line]) -> list[tuple[int, str]]:
    return [(number, content if isinstance(content, str) else content.code) for number, content in lines]


def _line(statement: str) -> bytes:
    return orjson.dumps({"statement": statement})


@given(
    st.lists(st.sampled_from([_line("a"), _line("b" * 150), b"", b"  \r", b"x" * 300, b"{}", b"{"]), max_size=12),
    st.lists(st.integers(0, 2_000), max_size=12),
    st.booleans(),
)
def test_cutting_does_not_depend_on_how_the_bytes_arrive(lines: list[bytes], cuts: list[int], ends: bool) -> None:
    body = b"\n".join(lines) + (b"\n" if ends else b"")
    assert _shape(_cut(body, cuts)) == _shape(_cut(body, []))


def test_blank_lines_are_counted_and_skipped() -> None:
    assert _shape(_cut(b"\n" + _line("a") + b"\n\n  \n" + _line("b") + b"\n", [])) == [(2, "a"), (5, "b")]


def test_the_last_line_needs_no_line_feed() -> None:
    assert _shape(_cut(_line("a"), [3])) == [(1, "a")]


def test_a_line_that_is_too_long_is_named_and_the_next_one_read() -> None:
    body = b"y" * 1_000 + b"\n" + _line("a") + b"\n"
    assert _shape(_cut(body, [100, 300, 700])) == [(1, LineTooLongError.code), (2, "a")]


def test_a_body_that_is_one_long_line_is_named_once() -> None:
    assert _shape(_cut(b"y" * 1_000, [100, 300])) == [(1, LineTooLongError.code)]


def test_a_line_holds_exactly_one_statement() -> None:
    for line in (b"[]", b"1", b'"a"', b'{"statement":1}', b'{"statement":"a","more":1}', b'{"Statement":"a"}', b"\xff"):
        assert isinstance(read_statement(line), LineMalformedError)
    assert read_statement(b'{"statement":"a~"}') == "a~"
