"""Logging: one JSON object a line, and nothing in it that names a person or opens a door."""

import io
import json
import logging

import pytest
import structlog
from pydantic import BaseModel, ValidationError

from ledger.logging import configure_logging
from ledger.redaction import redact, redact_text

PLANTED = {
    "id-18": "370481199003074512",
    "id-18-x": "37048119900307451X",
    "id-18-wide": "３７０４８１１９９００３０７４５１Ｘ",
    "id-18-spaced": "370481 19900307 4512",
    "id-15": "370481900307451",
    "uscc": "91370481MA3C0XYZ1A",
    "phone": "13863212345",
    "jwt": "eyJhbGciOiJFZDI1NTE5In0.eyJpc3MiOiJwbGF0Zm9ybSJ9.c2lnbmF0dXJl",
    "sd-jwt": "eyJhbGciOiJFZDI1NTE5In0.eyJpc3MiOiJwbGF0Zm9ybSJ9.c2ln~WyJzYWx0Iiwic3ViamVjdC5uYW1lIiwi5byg5LiJIl0~",
    "disclosure": "WyJzYWx0Iiwic3ViamVjdC5uYW1lIiwi5byg5LiJIl0",
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED.keys())
@pytest.mark.parametrize("frame", ["{}", "subject {} refused", "号码：{}，", '{{"id":"{}"}}', "tag=subject:{};x"])
def test_a_planted_value_does_not_pass(planted: str, frame: str) -> None:
    assert planted not in redact_text(frame.format(planted))


@pytest.mark.parametrize(
    "harmless",
    [
        "2026-11-23T09:05:44.123456Z",
        "position 1234567890123",
        "0190f3c2-7b1e-7c3d-9a4b-5c6d7e8f9012",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "urn:chengjian:fact-recorded:v1",
        "test.example/tengzhou",
    ],
)
def test_ids_positions_and_hashes_pass(harmless: str) -> None:
    assert redact_text(harmless) == harmless


def test_passwords_in_connection_strings_do_not_pass() -> None:
    text = redact_text("postgresql://me:hidden@db/x and host=db password='hid den' user=me")
    assert "hidden" not in text
    assert "hid den" not in text
    assert "user=me" in text


def test_what_the_database_says_about_values_does_not_pass() -> None:
    text = redact_text("duplicate key\nDETAIL:  Key (name)=(张三) already exists.\nCONTEXT:  COPY vault, line 1: 李四")
    assert "张三" not in text
    assert "李四" not in text
    assert "duplicate key" in text


def test_what_a_validation_quotes_does_not_pass() -> None:
    class Person(BaseModel):
        age: int

    with pytest.raises(ValidationError) as caught:
        Person.model_validate({"age": "张三, 某街道"})
    assert "张三" not in redact_text(str(caught.value))


def test_values_of_every_shape_are_redacted_with_their_keys() -> None:
    number = int(PLANTED["id-18"])
    shaped = {PLANTED["uscc"]: [number, (PLANTED["id-18"],), {"x": {PLANTED["phone"]}}], "raw": b"\x01\x02", "n": 5}
    shown = json.dumps(redact(shaped), ensure_ascii=False)
    assert not any(planted in shown for planted in PLANTED.values())
    assert "[2 bytes]" in shown
    assert '"n": 5' in shown


def test_lines_are_json_and_the_planted_values_are_in_none_of_them() -> None:
    stream = io.StringIO()
    before = logging.getLogger().handlers[:]
    try:
        configure_logging("info", stream)
        log = structlog.get_logger("ours")
        for name, planted in PLANTED.items():
            log.info("refused", case=name, subject=planted)
            logging.getLogger("uvicorn.error").warning("request by %s", planted)
            try:
                int(planted + "?")
            except ValueError:
                log.exception("failed", **{planted: planted})
        log.debug("too quiet to be written")
    finally:
        logging.getLogger().handlers[:] = before
        structlog.reset_defaults()
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(lines) == 3 * len(PLANTED)
    assert {line["level"] for line in lines} == {"info", "warning", "error"}
    assert all("ValueError" in line["exception"] for line in lines if line["event"] == "failed")
    assert not [name for name, planted in PLANTED.items() if planted in stream.getvalue()]
