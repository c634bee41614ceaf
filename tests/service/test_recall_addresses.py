"""The operator's file of addresses: only what may be called stands in it, and nobody reads half of it."""

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.service.recall_addresses import RecallAddressError, RecallAddresses, is_address
from tests.town import BUREAU, CENTRE

URL = "https://credit.example.cn/recalls"


@pytest.fixture
def addresses(tmp_path: Path) -> RecallAddresses:
    return RecallAddresses(tmp_path / "recall-addresses.json")


def test_without_a_file_nobody_has_an_address(addresses: RecallAddresses) -> None:
    assert addresses.read() == {}
    assert not addresses.remove(CENTRE)


def test_an_address_is_set_replaced_and_removed(addresses: RecallAddresses, tmp_path: Path) -> None:
    addresses.put(CENTRE, URL)
    addresses.put(BUREAU, f"{URL}?to=bureau")
    addresses.put(CENTRE, "https://[2001:db8::1]:8443/")
    assert addresses.read() == {CENTRE: "https://[2001:db8::1]:8443/", BUREAU: f"{URL}?to=bureau"}
    assert addresses.remove(BUREAU)
    assert list(addresses.read()) == [CENTRE]
    (path,) = tmp_path.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "url",
    [
        URL,
        "https://credit.example.cn",
        "https://credit.example.cn:8443/a/b?c=d",
        "https://xn--fiqs8s/",
        "https://10.0.0.7/recalls",
        "http://127.0.0.1:8080/recalls",
        "http://127.9.9.9/",
        "http://[::1]:8080/",
        "http://localhost:8080/recalls",
    ],
)
def test_recalls_go_over_tls_or_to_this_machine(addresses: RecallAddresses, url: str) -> None:
    addresses.put(CENTRE, url)
    assert addresses.read() == {CENTRE: url}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "credit.example.cn",
        "http://credit.example.cn/",
        "http://10.0.0.7/",
        "http://localhost.example.cn/",
        "http://127.0.0.1.example.cn/",
        "http://0.0.0.0/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "https://",
        "https:///recalls",
        "https://user@credit.example.cn/",
        "https://user:word@credit.example.cn/",
        "https://credit.example.cn/#part",
        "https://credit.example.cn\\@127.0.0.1/",
        "https://credit.example.cn:99999/",
        "https://credit.example.cn:x/",
        "https://[::1/",
        "https://credit.example.cn/a b",
        "https://credit.example.cn/\n",
        "https://信用.example.cn/",
        f"https://credit.example.cn/{'a' * 2_000}",
    ],
)
def test_nothing_else_is_an_address(addresses: RecallAddresses, url: str) -> None:
    with pytest.raises(RecallAddressError) as caught:
        addresses.put(CENTRE, url)
    assert caught.value.message_zh
    assert caught.value.mend_en
    assert addresses.read() == {}


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_none(text: str) -> None:
    assert is_address(text) in {True, False}
    assert is_address(f"https://{text}") in {True, False}


@pytest.mark.parametrize("code", ["", "x", CENTRE[:-1], f"{CENTRE}0", CENTRE.lower()])
def test_only_a_body_has_an_address(addresses: RecallAddresses, code: str) -> None:
    with pytest.raises(RecallAddressError):
        addresses.put(code, URL)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"{",
        json.dumps({CENTRE: "http://credit.example.cn/"}).encode(),
        json.dumps({CENTRE: 5}).encode(),
        json.dumps({"x": URL}).encode(),
    ],
)
def test_a_file_that_holds_anything_else_is_damaged_and_stays_as_it_is(
    addresses: RecallAddresses, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "recall-addresses.json"
    path.write_bytes(content)
    for act in (addresses.read, lambda: addresses.put(CENTRE, URL), lambda: addresses.remove(CENTRE)):
        with pytest.raises(RecallAddressError) as caught:
            act()
        assert str(path) in caught.value.message_en
    assert path.read_bytes() == content


def test_a_write_that_failed_leaves_the_file_as_it_was(
    addresses: RecallAddresses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses.put(CENTRE, URL)

    def fail(_: int) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="no room"):
        addresses.put(BUREAU, URL)
    assert addresses.read() == {CENTRE: URL}
