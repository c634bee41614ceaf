"""Cases of verifier keys, signed notes, checkpoints and policies."""

from collections.abc import Iterator
from typing import Any

from tests.verify.sample_log import (
    ORIGIN,
    checkpoint_text,
    cosignature_line,
    note_line,
    small_log,
    std64,
    url64,
    vkey,
)

Case = tuple[str, str | None, dict[str, Any]]

C2SP_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
C2SP_NOTE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
NOW_S = 1_790_000_100
WITNESS, OTHER_WITNESS = "witness.example/w1", "witness.example/w2"


def vkey_cases() -> Iterator[Case]:
    good = vkey("log.example", "log")
    name, key_id, material = good.split("+", 2)
    yield "signed-note-specification", None, {"text": C2SP_VKEY, "kind": 1}
    yield "cosigner", None, {"text": vkey("w.example", "w1", 4), "kind": 4}
    for case, text in {
        "empty": "",
        "name-only": name,
        "no-key": f"{name}+{key_id}",
        "empty-name": f"+{key_id}+{material}",
        "name-with-space": vkey("log example", "log"),
        "name-with-wide-space": vkey("log\u3000example", "log"),
        "other-key-id": f"{name}+00000000+{material}",
        "key-id-in-upper-case": f"{name}+{key_id.upper()}+{material}",
        "cosigner-for-a-log": vkey("w.example", "w1", 4),
        "base64-with-padding-too-much": good + "=",
        "key-of-31-bytes": f"{name}+{key_id}+{std64(bytes(32))}",
        "key-not-on-curve": f"{name}+{key_id}+{std64(bytes([1, 2]) + bytes(31))}",
        "second-plus": f"{good}+",
    }.items():
        yield case, "vkey-malformed", {"text": text, "kind": 1}


def note_cases() -> Iterator[Case]:
    yield "signed-note-specification", None, {"text": C2SP_NOTE}
    yield "empty-line-in-text", None, {"text": "a\n\nb\n" + C2SP_NOTE[C2SP_NOTE.index("\n\n") + 1 :]}
    body, line = "text\n\n", "— a.example " + std64(b"12345678") + "\n"
    yield "sixteen-signatures", None, {"text": body + line * 16}
    for case, text in {
        "empty": "",
        "no-signature": body,
        "no-empty-line": "text\n" + line,
        "no-final-newline": (body + line)[:-1],
        "hyphen-for-dash": body + line.replace("—", "-"),
        "no-space-after-dash": body + line.replace("— ", "—"),
        "no-signature-value": body + "— a.example\n",
        "name-with-plus": body + line.replace("a.example", "a+b"),
        "empty-name": body + line.replace("a.example", ""),
        "not-base64": body + "— a.example !!!!\n",
        "key-id-only": body + "— a.example " + std64(b"1234") + "\n",
        "control-character": "te\txt\n\n" + line,
        "carriage-return": body + line.replace("\n", "\r\n"),
        "sixty-five-signatures": body + line * 65,
    }.items():
        yield case, "note-malformed", {"text": text}


def checkpoint_cases() -> Iterator[Case]:
    log = small_log()
    root = log.root()
    text = checkpoint_text(7, root)
    log_line = note_line(ORIGIN, "log", text)
    policy = log.policy()
    witnesses = [vkey(WITNESS, "w1", 4), vkey(OTHER_WITNESS, "w2", 4)]
    fresh = cosignature_line(WITNESS, "w1", text, NOW_S - 10)
    other = cosignature_line(OTHER_WITNESS, "w2", text, NOW_S - 20)
    one_of_two = {**policy, "witnesses": witnesses, "quorum": 1, "max_age_s": 60}
    both = {**one_of_two, "quorum": 2}

    def case(note: str, trusted: dict[str, Any] = policy) -> dict[str, Any]:
        return {"text": note, "policy": trusted, "now_s": NOW_S}

    yield "signed", None, case(f"{text}\n{log_line}")
    yield "unknown-signatures-beside", None, case(f"{text}\n{note_line('x.example', 'x', text)}{log_line}{fresh}")
    yield "one-witness-of-two", None, case(f"{text}\n{log_line}{fresh}", one_of_two)
    yield "two-witnesses", None, case(f"{text}\n{log_line}{fresh}{other}", both)
    yield (
        "witness-signed-twice",
        None,
        case(f"{text}\n{log_line}{fresh}{cosignature_line(WITNESS, 'w1', text, 5)}", one_of_two),
    )
    for name, changed in {
        "extension-line": text + "more\n",
        "two-lines": "\n".join(text.split("\n")[:2]) + "\n",
        "size-with-leading-zero": text.replace("\n7\n", "\n07\n"),
        "size-with-plus": text.replace("\n7\n", "\n+7\n"),
        "size-negative": text.replace("\n7\n", "\n-7\n"),
        "size-with-underscore": text.replace("\n7\n", "\n1_0\n"),
        "root-of-31-bytes": checkpoint_text(7, root[:31] + b""),
        "root-of-33-bytes": checkpoint_text(7, root + b"0"),
        "root-in-hex": text.replace(std64(root), root.hex()),
    }.items():
        yield name, "checkpoint-malformed", case(f"{changed}\n{note_line(ORIGIN, 'log', changed)}")
    unused = text.replace(std64(root), std64(root)[:-2] + chr(ord(std64(root)[-2]) + 1) + "=")
    yield "root-with-unused-bits", "base64-malformed", case(f"{unused}\n{note_line(ORIGIN, 'log', unused)}")
    yield "not-a-note", "note-malformed", case(text)
    foreign = checkpoint_text(7, root, "test.other.example/credit")
    yield "another-origin", "origin-mismatch", case(f"{foreign}\n{note_line(ORIGIN, 'log', foreign)}")
    yield "no-log-signature", "log-signature-missing", case(f"{text}\n{note_line('x.example', 'x', text)}")
    yield "log-key-under-another-name", "log-signature-missing", case(f"{text}\n{note_line('x.example', 'log', text)}")
    yield "other-key-under-the-log-name", "log-signature-missing", case(f"{text}\n{note_line(ORIGIN, 'x', text)}")
    yield (
        "signature-of-another-size",
        "log-signature-wrong",
        case(f"{text}\n{note_line(ORIGIN, 'log', checkpoint_text(8, root))}"),
    )
    yield (
        "good-and-wrong-log-signature",
        "log-signature-wrong",
        case(f"{text}\n{log_line}{note_line(ORIGIN, 'log', checkpoint_text(8, root))}"),
    )
    short = log_line.split(" ")[2][:-5] + "\n"
    yield "signature-of-63-bytes", "log-signature-wrong", case(f"{text}\n— {ORIGIN} {short.rstrip()[:88]}\n")
    yield "no-witness", "quorum-not-met", case(f"{text}\n{log_line}", one_of_two)
    yield "one-witness-for-two", "quorum-not-met", case(f"{text}\n{log_line}{fresh}", both)
    yield "same-witness-twice-for-two", "quorum-not-met", case(f"{text}\n{log_line}{fresh}{fresh}", both)
    yield (
        "cosigned-too-long-ago",
        "quorum-not-met",
        case(f"{text}\n{log_line}{cosignature_line(WITNESS, 'w1', text, NOW_S - 61)}", one_of_two),
    )
    yield (
        "witness-signed-another-tree",
        "cosignature-wrong",
        case(f"{text}\n{log_line}{cosignature_line(WITNESS, 'w1', checkpoint_text(8, root), NOW_S)}", one_of_two),
    )
    cut = std64(b"1234") and fresh.split(" ")[2].strip()[:96]
    yield "cosignature-too-short", "cosignature-wrong", case(f"{text}\n{log_line}— {WITNESS} {cut}\n", one_of_two)


def policy_cases() -> Iterator[Case]:
    good = small_log().policy(witnesses=[vkey(WITNESS, "w1", 4)], auditors=[vkey("a.example", "a", 4)], quorum=1)
    yield "complete", None, {"policy": good}
    yield "with-age", None, {"policy": {**good, "max_age_s": 86_400}}
    production = {
        **good,
        "origin": "chengjian.example/c",
        "environment": "production",
        "log": vkey("chengjian.example/c", "log"),
    }
    yield "production", None, {"policy": production}
    for name, member in (("no-quorum", "quorum"), ("no-root", "root"), ("no-witnesses", "witnesses")):
        yield name, "members-wrong", {"policy": {k: v for k, v in good.items() if k != member}}
    yield "unknown-member", "members-wrong", {"policy": {**good, "quorums": 1}}
    yield "not-an-object", "value-malformed", {"policy": [good]}
    yield "log-key-in-hex", "vkey-malformed", {"policy": {**good, "log": "00" * 32}}
    yield "witness-of-type-1", "vkey-malformed", {"policy": {**good, "witnesses": [vkey(WITNESS, "w1", 1)]}}
    yield "root-not-on-curve", "public-key-invalid", {"policy": {**good, "root": url64(b"\x02" + bytes(31))}}
    yield "vrf-of-small-order", "public-key-invalid", {"policy": {**good, "vrf": url64(b"\x01" + bytes(31))}}
    yield "root-padded", "base64-malformed", {"policy": {**good, "root": good["root"] + "="}}
    yield "quorum-negative", "value-malformed", {"policy": {**good, "quorum": -1}}
    yield "quorum-true", "value-malformed", {"policy": {**good, "quorum": True}}
    yield "age-as-text", "value-malformed", {"policy": {**good, "max_age_s": "60"}}
    yield "witnesses-as-text", "value-malformed", {"policy": {**good, "witnesses": ""}}
    yield "witness-as-number", "value-malformed", {"policy": {**good, "witnesses": [1]}}
    yield "fraction", "json-malformed", {"policy": {**good, "quorum": 0.5}}
    for name, changed in {
        "other-type": {**good, "type": "urn:chengjian:policy:v2"},
        "log-key-of-another-name": {**good, "log": vkey("test.other.example", "log")},
        "test-origin-called-production": {**good, "environment": "production"},
        "production-origin-called-test": {**production, "environment": "test"},
        "origin-with-space": {**good, "origin": "test. example", "log": good["log"]},
        "quorum-beyond-witnesses": {**good, "quorum": 2},
        "one-witness-key-under-two-names": {
            **good,
            "witnesses": [vkey(WITNESS, "w1", 4), vkey(OTHER_WITNESS, "w1", 4)],
        },
    }.items():
        yield name, "policy-malformed", {"policy": changed}
