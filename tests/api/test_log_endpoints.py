"""Checkpoint, tiles and bundles as C2SP tlog-tiles spells them."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.errors import TileNotFoundError
from api.log_paths import TileName, parse_level, parse_name
from ledger.crypto.keys import SigningKey
from tests.api.bare import BareLedger, root_of, statement


def _fill(bare: BareLedger, key: SigningKey, size: int) -> None:
    bare.submit_many([statement(key, document_no=str(number)).text for number in range(size - len(bare.leaves))])


def _spell(number: int) -> str:
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.insert(0, f"x{number % 1000:03d}")
    return "/".join(groups)


@given(st.integers(0, 10**15), st.one_of(st.none(), st.integers(1, 255)))
def test_every_tile_name_is_read_back(number: int, width: int | None) -> None:
    text = _spell(number) + (f".p/{width}" if width else "")
    assert parse_name(text) == TileName(number, width or 256)


@pytest.mark.parametrize(
    "text",
    ["", "0", "00", "0000", "x000/001", "001/002", "x1/002", "000.p/0", "000.p/256", "000.p/01", "000.p/", "000.p/-1",
     "000/", "/000", "x001", "٠٠٠", "x001/x002/x003/x004/x005/x006/007", "000.p/1/", "..", "x001/../000"],
)  # fmt: skip
def test_a_name_has_one_spelling(text: str) -> None:
    with pytest.raises(TileNotFoundError):
        parse_name(text)


@pytest.mark.parametrize("text", ["", "00", "01", "64", "-1", "1.0", "٣", "data"])
def test_a_level_has_one_spelling(text: str) -> None:
    with pytest.raises(TileNotFoundError):
        parse_level(text)


def test_the_checkpoint_is_a_note_that_caches_keep_for_a_moment(client: TestClient, bare: BareLedger) -> None:
    answer = client.get("/checkpoint")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=1"
    assert answer.text == bare.reader.checkpoint().note
    again = client.get("/checkpoint", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_partial_tiles_and_bundles_are_served_up_to_the_checkpoint(
    client: TestClient, bare: BareLedger, key: SigningKey
) -> None:
    _fill(bare, key, 5)
    tile = client.get("/tile/0/000.p/5")
    assert tile.headers["content-type"] == "application/octet-stream"
    assert tile.content == b"".join(hashlib.sha256(b"\x00" + leaf).digest() for leaf in bare.leaves)
    bundle = client.get("/tile/entries/000.p/3").content
    assert bundle == b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in bare.leaves[:3])
    for path in ("/tile/0/000.p/6", "/tile/0/000", "/tile/0/001.p/1", "/tile/1/000.p/1", "/tile/entries/000.p/6"):
        assert client.get(path).status_code == 404, path


def test_full_tiles_are_kept_for_ever(client: TestClient, bare: BareLedger, key: SigningKey) -> None:
    _fill(bare, key, 257)
    for path in ("/tile/0/000", "/tile/entries/000"):
        assert client.get(path).headers["cache-control"] == "public, max-age=31536000, immutable"
    upper = client.get("/tile/1/000.p/1")
    assert upper.content == root_of(bare.leaves[:256])
    assert "31536000" not in upper.headers["cache-control"]


def test_other_sites_may_read_the_log(client: TestClient) -> None:
    for path in ("/checkpoint", "/tile/0/000.p/1", "/api/v1/policy"):
        headers = client.get(path).headers
        assert headers["access-control-allow-origin"] == "*"
        assert headers["cross-origin-resource-policy"] == "cross-origin"
