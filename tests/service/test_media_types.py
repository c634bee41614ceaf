"""Files are known by their bytes: scans, photographs and plain text pass, whatever runs or holds files does not."""

import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.service.media_types import ACCEPTED, detect
from tests.attachments import JPEG, PDF, PNG, TEXT


def zipped(name: str = "a.txt", comment: bytes = b"") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "x")
        archive.comment = comment
    return file.getvalue()


def test_each_kind_is_known_by_its_bytes() -> None:
    assert [detect(content) for content in (PDF, PNG, JPEG, TEXT)] == list(ACCEPTED)


@pytest.mark.parametrize(
    "content",
    [
        zipped(),
        zipped(comment=b"a comment " * 100),
        zipped("word/document.xml"),
        PDF + zipped(),
        PNG + zipped(comment=b"PK\x05\x06"),
        gzip.compress(b"x"),
        b"MZ\x90\x00\x03",
        b"\x7fELF\x02",
        b"GIF89a\x01\x00",
    ],
)
def test_archives_and_programs_are_no_attachment(content: bytes) -> None:
    assert detect(content) is None


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><p>x",
        b"  <p>x</p>",
        "\ufeff<svg xmlns='http://www.w3.org/2000/svg'/>".encode(),
        b"<?xml version='1.0'?><svg/>",
        "先有文字 <SCRIPT>alert(1)</SCRIPT>".encode(),
        b"#!/bin/sh\nrm -r x",
        b"%!PS-Adobe-3.0",
        rb"{\rtf1 x}",
        b"a\x00b",
        b"a\x1b[2J",
        "滕州".encode("gb18030"),
        "滕州".encode("utf-16"),
    ],
)
def test_markup_scripts_and_other_encodings_are_no_plain_text(content: bytes) -> None:
    assert detect(content) is None


@pytest.mark.parametrize("text", ["罚款 <5000 元", "甲<乙", "a < b", "见 <附件>", "50% PS", "\ufeff有字节顺序标记"])
def test_signs_of_markup_within_a_sentence_are_plain_text(text: str) -> None:
    assert detect(text.encode()) == "text/plain"


@pytest.mark.parametrize(
    "name", ["/JavaScript", "/J#61vaScript", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia"]
)
def test_a_pdf_that_names_a_script_a_program_or_a_file_within_is_refused(name: str) -> None:
    assert detect(PDF + f"<< /S {name} /X (y) >>".encode()) is None


def test_a_word_in_a_pdf_that_only_begins_so_is_no_script() -> None:
    assert detect(PDF + b"<< /LaunchDate 1 >>") == "application/pdf"


@given(st.binary(max_size=300))
def test_any_bytes_have_a_kind_that_is_taken_or_none(content: bytes) -> None:
    assert detect(content) in {*ACCEPTED, None}
