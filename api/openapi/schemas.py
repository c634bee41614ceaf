"""JSON schemas of what is not modelled: bytes fixed by the log format, and the lines of a batch's answer.

One with a title stands once in the document, under that name.
"""

from collections.abc import Mapping
from typing import Any, Final

_HASH: Final = {"type": "string", "contentEncoding": "base64"}
_PROOF: Final[Mapping[str, Any]] = {
    "entry": {"type": "string", "description": "Exact bytes of the leaf"},
    "index": {"type": "integer", "minimum": 0},
    "inclusion": {"type": "array", "items": _HASH, "description": "Leaf to root"},
}


def _closed(
    properties: Mapping[str, Any], *, optional: frozenset[str] = frozenset(), title: str | None = None
) -> dict[str, Any]:
    return ({} if title is None else {"title": title}) | {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


_TEXTS: Final = {"type": "array", "items": {"type": "string"}}
_KEYS: Final = {"type": "array", "items": _closed(_PROOF)}
_CHECKPOINT: Final = {"type": "string", "description": "Signed note"}

RECEIPT: Final[Mapping[str, Any]] = _closed(
    {
        "type": {"const": "urn:chengjian:receipt:v1"},
        **_PROOF,
        "checkpoint": _CHECKPOINT,
        "keys": _KEYS,
        "disclosures": _TEXTS,
    },
    title="Receipt",
)

PROBLEM_REF: Final = {"$ref": "#/components/schemas/Problem"}

_COUNT: Final = {"type": "integer", "minimum": 0}

BATCH_LINE: Final[Mapping[str, Any]] = {
    "title": "BatchLine",
    "description": "One line of the answer; see docs/api.md, Many statements",
    "oneOf": [
        _closed({"basis": {"type": "integer", "minimum": 1}, "checkpoint": _CHECKPOINT, "keys": _KEYS}),
        _closed(
            {
                "line": {"type": "integer", "minimum": 1},
                "status": {"enum": [200, 201]},
                "basis": {"type": "integer", "minimum": 1},
                "receipt": _closed(
                    {**_PROOF, "disclosures": {**_TEXTS, "description": "Of the event around a request; else absent"}},
                    optional=frozenset({"disclosures"}),
                ),
            }
        ),
        _closed(
            {
                "line": {"type": "integer", "minimum": 1},
                "status": {"type": "integer", "minimum": 400},
                "problem": PROBLEM_REF,
            }
        ),
        _closed(
            {
                "end": _closed(
                    {"lines": _COUNT, "recorded": _COUNT, "known": _COUNT, "refused": _COUNT, "problem": PROBLEM_REF},
                    optional=frozenset({"problem"}),
                )
            }
        ),
    ],
}


POLICY: Final[Mapping[str, Any]] = _closed(
    {
        "type": {"const": "urn:chengjian:policy:v1"},
        "origin": {"type": "string"},
        "environment": {"enum": ["test", "production"]},
        "log": {"type": "string", "description": "C2SP vkey"},
        "root": {"type": "string", "description": "base64url"},
        "vrf": {"type": "string", "description": "base64url"},
        "witnesses": _TEXTS,
        "auditors": _TEXTS,
        "quorum": {"type": "integer", "minimum": 0},
        "max_age_s": {"type": "integer", "minimum": 0},
    },
    optional=frozenset({"max_age_s"}),
    title="Policy",
)
