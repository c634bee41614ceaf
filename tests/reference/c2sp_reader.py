"""A reader of C2SP tiled logs, written from the specifications alone and importing nothing of this repository.

It is slow and obvious. Given something that fetches resources and a verifier key, it reads the checkpoint, every tile
that the checkpoint implies and every entry bundle, checks all of them, and returns the entries.

Sources: c2sp.org/signed-note, c2sp.org/tlog-checkpoint, c2sp.org/tlog-tiles, RFC 6962 section 2.1. Quotes are theirs.
"""

import base64
import hashlib
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

Fetch = Callable[[str], bytes | None]


class LogError(Exception):
    """The log is not what its specification says."""


def from_folder(folder: Path) -> Fetch:
    """Fetch from a folder of static files."""

    def fetch(path: str) -> bytes | None:
        file = folder / path
        return file.read_bytes() if file.is_file() else None

    return fetch


def from_url(prefix: str) -> Fetch:
    """Fetch over HTTP; 404 means that there is no such resource."""

    def fetch(path: str) -> bytes | None:
        try:
            with urllib.request.urlopen(f"{prefix}/{path}", timeout=30) as answer:  # noqa: S310 - the caller's address
                body: bytes = answer.read()
                return body
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return None
            raise

    return fetch


def read_log(fetch: Fetch, vkey: str) -> list[bytes]:
    """Read and check a whole log; return its entries in order."""
    size, root = read_checkpoint(fetch, vkey)
    tiles = read_tiles(fetch, size)
    entries = read_entries(fetch, size)

    # They say "Each entry in a bundle hashes to the corresponding entry in the corresponding 'level 0' ... tile."
    leaves = [hashlib.sha256(b"\x00" + entry).digest() for entry in entries]
    for level, hashes in enumerate(tiles):
        # They say "MTH(D[(n * 256 + i) * 256**l : (n * 256 + i + 1) * 256**l])"
        step = 256**level
        for i, found in enumerate(hashes):
            if found != merkle_tree_hash(leaves[i * step : (i + 1) * step]):
                raise LogError(f"tile level {level}: hash {i} is not the Merkle Tree Hash of its entries")

    if merkle_tree_hash(leaves) != root:
        raise LogError("the entries do not have the checkpoint's root")
    return entries


def read_checkpoint(fetch: Fetch, vkey: str) -> tuple[int, bytes]:
    """Return size and root of the signed checkpoint."""
    note = fetch("checkpoint")
    if note is None:
        raise LogError("no checkpoint")
    text = open_note(note, vkey)
    # They say "a sequence of at least three non-empty lines, separated by newlines"
    lines = text.split("\n")
    if lines[-1] != "" or len(lines) < 4 or "" in lines[:-1]:
        raise LogError("a checkpoint has at least three non-empty lines")
    origin, size, root = lines[:3]
    # They say "The log's key name in its signature line SHOULD match the origin line."
    if origin != vkey.split("+", 1)[0]:
        raise LogError("the origin is not the name of the key")
    # They say "ASCII decimal representation ... with no leading zeroes"
    if not size.isascii() or not size.isdecimal() or str(int(size)) != size:
        raise LogError("tree size")
    root_hash = base64.b64decode(root, validate=True)
    if len(root_hash) != 32 or base64.b64encode(root_hash).decode() != root:
        raise LogError("root hash")
    return int(size), root_hash


def open_note(note: bytes, vkey: str) -> str:
    """Return the text of a signed note after checking the signature of one Ed25519 key."""
    # They say "Signed notes MUST be valid UTF-8 and MUST NOT contain any ASCII control characters ..."
    document = note.decode("utf-8")
    if any(ord(character) < 0x20 and character != "\n" for character in document):
        raise LogError("control character in note")
    # They say "the text is separated from the signatures by the last empty line in the note"
    end = document.rindex("\n\n")
    text, signatures = document[: end + 1], document[end + 2 :]
    if not signatures.endswith("\n"):
        raise LogError("the last signature line has no newline")

    # They say "<key name>+hex(32-bit key ID)+base64(signature type || public key)"
    name, hex_id, encoded_key = vkey.split("+", 2)
    key = base64.b64decode(encoded_key, validate=True)
    if key[0] != 0x01 or len(key) != 33:
        raise LogError("not an Ed25519 verifier key")
    # They say "key ID = SHA-256(key name || 0x0A || 0x01 || 32-byte Ed25519 public key)[:4]"
    key_id = hashlib.sha256(name.encode() + b"\x0a" + key).digest()[:4]
    if key_id.hex() != hex_id:
        raise LogError("the key ID does not fit the key")

    good = 0
    for line in signatures[:-1].split("\n"):
        # They say "em dash (U+2014), space (U+0020), key name, space, base64-encoded signature, newline"
        dash, signer, encoded = line.split(" ")
        if dash != "\u2014" or not signer:
            raise LogError("signature line")
        blob = base64.b64decode(encoded, validate=True)
        # They say "Verifiers MUST ignore signatures from unknown keys"
        if signer == name and blob[:4] == key_id:
            try:
                VerifyKey(key[1:]).verify(text.encode("utf-8"), blob[4:])
            except (BadSignatureError, ValueError) as error:
                raise LogError("signature") from error
            good += 1
    if good == 0:
        raise LogError("no signature of the log")
    return text


def read_tiles(fetch: Fetch, size: int) -> list[list[bytes]]:
    """Return, for each level, all hashes of its tiles."""
    levels = []
    level = 0
    while size >> (8 * level) > 0:
        full, partial = divmod(size // 256**level, 256)
        hashes: list[bytes] = []
        for n in range(full):
            hashes += read_tile(fetch, f"tile/{level}/{tile_index(n)}", 256)
        if partial:
            # They say "The partial tile at level l for a tree of size s has floor(s / 256**l) mod 256 entries."
            hashes += read_tile(fetch, f"tile/{level}/{tile_index(full)}.p/{partial}", partial)
        levels.append(hashes)
        level += 1
    return levels


def read_tile(fetch: Fetch, path: str, width: int) -> list[bytes]:
    """Return the hashes of one tile."""
    data = fetch(path)
    if data is None:
        raise LogError(f"{path} is not served")
    if len(data) != width * 32:
        raise LogError(f"{path} has {len(data)} bytes")
    return [data[i : i + 32] for i in range(0, len(data), 32)]


def read_entries(fetch: Fetch, size: int) -> list[bytes]:
    """Return the entries of all bundles."""
    entries: list[bytes] = []
    full, partial = divmod(size, 256)
    for n in range(full):
        entries += read_bundle(fetch, f"tile/entries/{tile_index(n)}", 256)
    if partial:
        entries += read_bundle(fetch, f"tile/entries/{tile_index(full)}.p/{partial}", partial)
    return entries


def read_bundle(fetch: Fetch, path: str, width: int) -> list[bytes]:
    """Return the entries of one bundle."""
    data = fetch(path)
    if data is None:
        raise LogError(f"{path} is not served")
    # They say "Entry bundles are sequences of big-endian uint16 length-prefixed log entries."
    entries = []
    while data:
        length = int.from_bytes(data[:2], "big")
        if len(data) < 2 + length:
            raise LogError(f"{path} ends within an entry")
        entries.append(data[2 : 2 + length])
        data = data[2 + length :]
    if len(entries) != width:
        raise LogError(f"{path} has {len(entries)} entries")
    return entries


def tile_index(n: int) -> str:
    """Spell a tile's index: "zero-padded 3-digit path elements. All but the last path element MUST begin with an x"."""
    digits = str(n)
    while len(digits) % 3:
        digits = "0" + digits
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    return "/".join(["x" + group for group in groups[:-1]] + [groups[-1]])


def merkle_tree_hash(hashes: list[bytes]) -> bytes:
    """Return MTH over leaf hashes (RFC 6962, section 2.1)."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return hashlib.sha256(b"\x01" + merkle_tree_hash(hashes[:k]) + merkle_tree_hash(hashes[k:])).digest()


if __name__ == "__main__":
    place, key_text = sys.argv[1:]
    source = from_url(place) if place.startswith("http") else from_folder(Path(place))
    sys.stdout.write(f"{len(read_log(source, key_text))} entries\n")
