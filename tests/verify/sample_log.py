"""A small ledger made for tests: deterministic keys, statements, entries, tiles, checkpoint, receipts.

It writes what docs/log-format.md describes and imports nothing of the packages under test.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nacl.signing import SigningKey

from tests.reference.merkle import inclusion_proof, tree_hash

ORIGIN = "test.chengjian.example/credit"
FINANCE = "113704810042203316"
COURT = "113704810042203324"
START_MS = 1_790_000_000_000
TILE = 256


def url64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def std64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def strict(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def signing_key(name: str) -> SigningKey:
    return SigningKey(hashlib.sha256(f"chengjian test key {name}".encode()).digest())


def public_key(name: str) -> bytes:
    return bytes(signing_key(name).verify_key)


def kid_of(name: str) -> str:
    jwk = f'{{"crv":"Ed25519","kty":"OKP","x":"{url64(public_key(name))}"}}'
    return url64(hashlib.sha256(jwk.encode()).digest())


def vkey(name: str, key: str, kind: int = 1) -> str:
    material = bytes([kind]) + public_key(key)
    return f"{name}+{note_key_id(name, material).hex()}+{std64(material)}"


def note_key_id(name: str, material: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + material).digest()[:4]


def note_line(name: str, key: str, text: str) -> str:
    material = b"\x01" + public_key(key)
    return f"— {name} {std64(note_key_id(name, material) + signing_key(key).sign(text.encode()).signature)}\n"


def cosignature_line(name: str, key: str, text: str, time_s: int) -> str:
    material = b"\x04" + public_key(key)
    message = f"cosignature/v1\ntime {time_s}\n{text}".encode()
    blob = time_s.to_bytes(8, "big") + signing_key(key).sign(message).signature
    return f"— {name} {std64(note_key_id(name, material) + blob)}\n"


def checkpoint_text(size: int, root: bytes, origin: str = ORIGIN) -> str:
    return f"{origin}\n{size}\n{std64(root)}\n"


def labelled(label: str, origin: str, *fields: bytes) -> bytes:
    parts = [label.encode(), origin.encode(), *fields]
    return hashlib.sha256(b"".join(len(each).to_bytes(4, "big") + each for each in parts)).digest()


def open_key(tag: str, count: int, origin: str = ORIGIN) -> str:
    return url64(labelled("chengjian/open-key/v1", origin, tag.encode(), count.to_bytes(8, "big")))


def disclosure(name: str, value: str | int | bool, salt: bytes) -> str:
    return url64(strict([url64(salt), name, value]).encode())


def digest(encoded: str) -> str:
    return url64(hashlib.sha256(encoded.encode()).digest())


@dataclass(frozen=True)
class Statement:
    jwt: str
    disclosures: tuple[str, ...] = ()

    def text(self) -> str:
        return "~".join([self.jwt, *self.disclosures, ""])


def sign_jwt(payload: Mapping[str, Any] | str, key: str, header: str | None = None) -> str:
    header = header or strict({"alg": "Ed25519", "kid": kid_of(key), "typ": "credit-event+sd-jwt"})
    body = payload if isinstance(payload, str) else strict(payload)
    signing_input = f"{url64(header.encode())}.{url64(body.encode())}"
    return f"{signing_input}.{url64(signing_key(key).sign(signing_input.encode()).signature)}"


@dataclass
class SampleLog:
    """Grows by ``add``; every default can be overridden to make one fault."""

    origin: str = ORIGIN
    entries: list[bytes] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    key_events: dict[str, list[int]] = field(default_factory=dict)
    serial: int = 0
    time_ms: int = START_MS

    def next_bytes(self, count: int) -> bytes:
        self.serial += 1
        return hashlib.sha256(f"sample {self.serial}".encode()).digest()[:count]

    def next_jti(self) -> str:
        raw = bytearray(self.next_bytes(16))
        raw[6], raw[8] = 0x70 | raw[6] & 15, 0x80 | raw[8] & 63
        text = raw.hex()
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def statement(
        self,
        name: str,
        iss: str,
        key: str,
        plain: Mapping[str, Any],
        disclosed: Mapping[str, str | int | bool] | None = None,
        digests: int = 0,
        **override: Any,
    ) -> Statement:
        pads = {f"pad.{i}": "" for i in range(digests - len(disclosed or {}))}
        opened = [disclosure(each, value, self.next_bytes(16)) for each, value in {**(disclosed or {}), **pads}.items()]
        opened.sort(key=digest)
        payload: dict[str, Any] = {
            "iat": self.time_ms // 1000,
            "iss": iss,
            "jti": self.next_jti(),
            "vct": f"urn:chengjian:{name}:v1",
            **plain,
        }
        if digests:
            payload |= {"_sd": [digest(each) for each in opened], "_sd_alg": "sha-256"}
        return Statement(
            sign_jwt({k: v for k, v in {**payload, **override}.items() if v is not None}, key), tuple(opened)
        )

    def add(self, statement: Statement, open_tags: Sequence[str] = (), hidden: int = 0, **override: Any) -> int:
        keys = []
        for tag in open_tags:
            keys.append(open_key(tag, self.counts.get(tag, 0), self.origin))
            self.counts[tag] = self.counts.get(tag, 0) + 1
            if tag.startswith("key:"):
                self.key_events.setdefault(tag[4:], []).append(len(self.entries))
        keys += [url64(self.next_bytes(32)) for _ in range(hidden)]
        entry = {"v": 1, "kind": "event", "time": self.time_ms, "keys": keys, "statement": statement.jwt, **override}
        return self.add_raw(strict({k: v for k, v in entry.items() if v is not None}).encode(), statement)

    def add_raw(self, entry: bytes, statement: Statement) -> int:
        self.entries.append(entry)
        self.statements.append(statement)
        self.time_ms += 7
        return len(self.entries) - 1

    def open(self, **override: Any) -> int:
        plain = {
            "origin": self.origin,
            "environment": "test" if self.origin.startswith("test.") else "production",
            "log_key": vkey(self.origin, "log"),
            "root_key": url64(public_key("root")),
            "vrf_key": url64(public_key("vrf")),
            "jurisdiction": "370481",
            "jurisdiction_name": "滕州市",
        }
        return self.add(self.statement("ledger-opened", "root", "root", {**plain, **override}), ["ledger"])

    def enrol_agency(self, code: str, *roles: str) -> int:
        plain = {"agency": code, "name": "滕州市示例局", "roles": sorted(roles or ("provider",))}
        return self.add(self.statement("agency-enrolled", "root", "root", plain), [f"agency:{code}"])

    def close_agency(self, code: str) -> int:
        return self.add(self.statement("agency-closed", "root", "root", {"agency": code}), [f"agency:{code}"])

    def enrol_key(self, holder: str, key: str, iss: str = "root", signer: str = "root", **override: Any) -> int:
        kid = kid_of(key)
        plain = {"holder": holder, "kid": kid, "public_key": url64(public_key(key)), **override}
        statement = self.statement("key-enrolled", iss, signer, plain)
        return self.add(statement, [f"key:{kid}", f"holder:{holder}"])

    def rotate_key(
        self, holder: str, old: str, new: str, iss: str | None = None, signer: str | None = None, **override: Any
    ) -> int:
        plain = {"holder": holder, "old_kid": kid_of(old), "kid": kid_of(new), "public_key": url64(public_key(new))}
        statement = self.statement("key-rotated", iss or holder, signer or old, {**plain, **override})
        return self.add(statement, [f"key:{kid_of(old)}", f"key:{kid_of(new)}", f"holder:{holder}"])

    def revoke_key(
        self, holder: str, key: str, reason: str = "retired", iss: str = "root", signer: str = "root", **more: Any
    ) -> int:
        plain = {"holder": holder, "kid": kid_of(key), "reason": reason, **more}
        return self.add(self.statement("key-revoked", iss, signer, plain), [f"key:{kid_of(key)}", f"holder:{holder}"])

    def publish_item(self, item: str = "xk-licence", version: int = 1, digests: int = 16, **override: Any) -> int:
        plain = {
            "item": item,
            "version": version,
            "name": "行政许可信息",
            "nature": "licence",
            "is_adverse": False,
            "subject_kinds": ["ENT", "NP", "ORG", "SOLE"],
            "identifier": "any",
            "standard": "xk-2018",
            "disclosure": "public",
            "validity_months": 60,
            "providers": [FINANCE],
            "issuer_level": "national",
            "legal_basis": "全国公共信用信息基础目录",
            "effective_from": "2026-01-01",
            "digests": digests,
            **override,
        }
        statement = self.statement("catalogue-item-published", f"agency:{FINANCE}", "finance", plain)
        return self.add(statement, [f"catalogue:{item}"])

    def withdraw_item(self, item: str = "xk-licence", version: int = 1) -> int:
        plain = {"item": item, "version": version, "effective_to": "2027-12-31"}
        statement = self.statement("catalogue-item-withdrawn", f"agency:{FINANCE}", "finance", plain)
        return self.add(statement, [f"catalogue:{item}"])

    def by_platform(self, name: str, plain: Mapping[str, Any], hidden: int = 1) -> int:
        statement = self.statement(name, "platform", "platform", plain, {"subject.id": "s-1"}, 8)
        return self.add(statement, hidden=hidden)

    def fact(self, key: str = "finance", iss: str = f"agency:{FINANCE}", **override: Any) -> int:
        return self.add(self.fact_statement(key, iss, **override), hidden=1)

    def fact_statement(self, key: str = "finance", iss: str = f"agency:{FINANCE}", **override: Any) -> Statement:
        plain = {"item": "xk-licence", "item_version": 1, "rules": "2026.1", "decided_on": "2026-09-01"}
        disclosed = {f"subject.field_{i}": f"值 {i}" for i in range(10)} | {
            "subject.amount": 1200,
            "subject.public": True,
        }
        return self.statement("fact-recorded", iss, key, plain, disclosed, **{"digests": 16, **override})

    def root(self, size: int | None = None) -> bytes:
        return tree_hash(self.entries[: len(self.entries) if size is None else size])

    def checkpoint(self, size: int | None = None, root: bytes | None = None) -> str:
        size = len(self.entries) if size is None else size
        text = checkpoint_text(size, root or self.root(size), self.origin)
        return text + "\n" + note_line(self.origin, "log", text)

    def policy(self, **override: Any) -> dict[str, Any]:
        return {
            "type": "urn:chengjian:policy:v1",
            "origin": self.origin,
            "environment": "test" if self.origin.startswith("test.") else "production",
            "log": vkey(self.origin, "log"),
            "root": url64(public_key("root")),
            "vrf": url64(public_key("vrf")),
            "witnesses": [],
            "auditors": [],
            "quorum": 0,
            **override,
        }

    def included(self, index: int, size: int) -> dict[str, Any]:
        proof = [std64(each) for each in inclusion_proof(index, self.entries[:size])]
        return {"entry": self.entries[index].decode(), "index": index, "inclusion": proof}

    def receipt(self, index: int, size: int | None = None, keys: Iterable[int] | None = None) -> dict[str, Any]:
        size = len(self.entries) if size is None else size
        if keys is None:
            header = base64.urlsafe_b64decode(self.statements[index].jwt.split(".")[0] + "==")
            relied_on = self.key_events.get(json.loads(header)["kid"], [])
            keys = [0, *(each for each in relied_on if each <= index)]
        return {
            "type": "urn:chengjian:receipt:v1",
            **self.included(index, size),
            "checkpoint": self.checkpoint(size),
            "keys": [self.included(each, size) for each in keys],
            "disclosures": list(self.statements[index].disclosures),
        }

    def files(self) -> dict[str, bytes]:
        return tiled(self.entries) | {"checkpoint": self.checkpoint().encode()}

    def write(self, folder: Path) -> Path:
        for path, data in self.files().items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        return folder


def tile_name(number: int, width: int) -> str:
    groups = [f"{number % 1000:03d}"]
    while number >= 1000:
        number //= 1000
        groups.insert(0, f"x{number % 1000:03d}")
    return "/".join(groups) + ("" if width == TILE else f".p/{width}")


def tiled(entries: Sequence[bytes]) -> dict[str, bytes]:
    """Return every tile and bundle of a log by its path (tlog-tiles), written level by level."""
    files = {}
    for number in range(-(-len(entries) // TILE)):
        part = entries[number * TILE : (number + 1) * TILE]
        bundle = b"".join(len(each).to_bytes(2, "big") + each for each in part)
        files[f"tile/entries/{tile_name(number, len(part))}"] = bundle
    level, hashes = 0, [hashlib.sha256(b"\x00" + each).digest() for each in entries]
    while hashes:
        above = []
        for number in range(-(-len(hashes) // TILE)):
            part = hashes[number * TILE : (number + 1) * TILE]
            files[f"tile/{level}/{tile_name(number, len(part))}"] = b"".join(part)
            if len(part) == TILE:
                above.append(_full_tile_hash(part))
        level, hashes = level + 1, above
    return files


def _full_tile_hash(hashes: Sequence[bytes]) -> bytes:
    row = list(hashes)
    while len(row) > 1:
        row = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(row[::2], row[1::2], strict=True)]
    return row[0]


def small_log() -> SampleLog:
    """Return a ledger with agencies, keys, an item and one fact; position 6 is the fact."""
    log = SampleLog()
    log.open()
    log.enrol_agency(FINANCE, "provider", "credit_centre")
    log.enrol_agency(COURT, "court")
    log.enrol_key("platform", "platform")
    log.enrol_key(f"agency:{FINANCE}", "finance")
    log.publish_item()
    log.fact()
    return log


def grown_log(size: int) -> SampleLog:
    """Return ``small_log`` with facts up to a size."""
    log = small_log()
    while len(log.entries) < size:
        log.fact()
    return log
