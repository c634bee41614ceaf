"""SD-JWT as RFC 9901 has it: any payload, any nesting, decoys, disclosures in disclosures.

The credit log's own profile (``parser``) accepts far less. This layer reads what others issue and shows, in the tests,
that each of our statements is an ordinary SD-JWT. Signatures are not its business.

Errors:
    SdJwtError (``sd-jwt``): the text breaks a rule of RFC 9901; the message names the rule.

Source:
    RFC 9901, sections 4 and 7.1.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, NamedTuple

from ledger import base64url

DEFAULT_ALGORITHM = "sha-256"
_HASHES: dict[str, Callable[[bytes], Any]] = {
    "sha-256": hashlib.sha256,
    "sha-384": hashlib.sha384,
    "sha-512": hashlib.sha512,
}
_DIGESTS = "_sd"
_ALGORITHM = "_sd_alg"
_PLACEHOLDER = "..."
_PROPERTY_ARITY = 3
_ELEMENT_ARITY = 2


class SdJwtError(ValueError):
    """An SD-JWT breaks a rule of RFC 9901."""

    code: ClassVar[str] = "sd-jwt"


class SdJwt(NamedTuple):
    """The parts of a compact serialization.

    Attributes:
        jwt: The issuer-signed JWT.
        disclosures: As they stand in the text.
        key_binding: The key binding JWT, or None for an SD-JWT without one.
    """

    jwt: str
    disclosures: tuple[str, ...]
    key_binding: str | None


def split(text: str) -> SdJwt:
    """Take a compact serialization apart.

    Raises:
        SdJwtError: There is no ``~``, or a part is empty.
    """
    jwt, *disclosures = text.split("~")
    if not disclosures:
        raise SdJwtError("an SD-JWT has a ~ after the JWT and after each disclosure")
    key_binding = disclosures.pop() or None
    if not jwt or "" in disclosures:
        raise SdJwtError("a part is empty")
    return SdJwt(jwt, tuple(disclosures), key_binding)


def join(parts: SdJwt) -> str:
    """Put a compact serialization together."""
    return "~".join([parts.jwt, *parts.disclosures, parts.key_binding or ""])


def digest(encoded: str, algorithm: str = DEFAULT_ALGORITHM) -> str:
    """Digest a disclosure, over its characters and not over what they decode to (section 4.2.3).

    Raises:
        SdJwtError: The algorithm is unknown here.
    """
    if algorithm not in _HASHES:
        raise SdJwtError("unknown _sd_alg")
    return base64url.encode(_HASHES[algorithm](encoded.encode("ascii")).digest())


def sd_hash(parts: SdJwt, algorithm: str = DEFAULT_ALGORITHM) -> str:
    """Digest a presentation for its key binding JWT: JWT and disclosures with their ``~`` (section 4.3.1)."""
    return digest(join(parts._replace(key_binding=None)), algorithm)


def payload_of(jwt: str) -> dict[str, Any]:
    """Decode the payload of a JWT whose signature the caller checks.

    Raises:
        SdJwtError: Not three parts, not base64url, or not a JSON object without repeated names.
    """
    parts = jwt.split(".")
    if len(parts) != 3:  # noqa: PLR2004 - RFC 7515, section 3.1
        raise SdJwtError("a JWT has three parts")
    payload = _decode(parts[1])
    if not isinstance(payload, dict):
        raise SdJwtError("a payload is a JSON object")
    return payload


def process(payload: dict[str, Any], disclosures: Iterable[str]) -> dict[str, Any]:
    """Put what is disclosed into the payload: steps 3 to 5 of section 7.1.

    Args:
        payload: The decoded payload of the issuer-signed JWT; it is not changed.
        disclosures: Disclosures as they stand in the SD-JWT.

    Raises:
        SdJwtError: A rule of the section is broken.
    """
    algorithm = payload.get(_ALGORITHM, DEFAULT_ALGORITHM)
    if not isinstance(algorithm, str):
        raise SdJwtError("unknown _sd_alg")
    unfolding = _Unfolding(disclosures, algorithm)
    try:
        processed = unfolding.object({name: value for name, value in payload.items() if name != _ALGORITHM})
    except RecursionError as error:
        raise SdJwtError("nested too deeply") from error
    unfolding.finish()
    return processed


class _Unfolding:
    """One run over payload and disclosures; knows which digests it met and which disclosures it used."""

    def __init__(self, disclosures: Iterable[str], algorithm: str) -> None:
        self._contents: dict[str, Any] = {}
        for encoded in disclosures:
            key = digest(encoded, algorithm)
            if key in self._contents:
                raise SdJwtError("a disclosure stands twice")
            self._contents[key] = _decode(encoded)
        self._met: set[str] = set()

    def object(self, value: dict[str, Any]) -> dict[str, Any]:
        if _ALGORITHM in value:
            raise SdJwtError("_sd_alg stands at the top only")
        if _PLACEHOLDER in value:
            raise SdJwtError("... stands alone, in an object that is an array element")
        plain = {name: self._value(member) for name, member in value.items() if name != _DIGESTS}
        for key in _strings(value.get(_DIGESTS, [])):
            content = self._look_up(key, _PROPERTY_ARITY)
            if content is not None:
                self._insert(plain, content)
        return plain

    def finish(self) -> None:
        if self._contents.keys() - self._met:
            raise SdJwtError("a disclosure is referenced by no digest")

    def _insert(self, plain: dict[str, Any], content: list[Any]) -> None:
        _, name, member = content
        if not isinstance(name, str) or name in (_DIGESTS, _PLACEHOLDER):
            raise SdJwtError("a claim name is a string, and neither _sd nor ...")
        if name in plain:
            raise SdJwtError("a claim of this name is there already")
        plain[name] = self._value(member)

    def _value(self, value: Any) -> Any:
        if isinstance(value, dict):
            return self.object(value)
        if isinstance(value, list):
            return [kept for item in value for kept in self._element(item)]
        return value

    def _element(self, item: Any) -> list[Any]:
        if not (isinstance(item, dict) and _PLACEHOLDER in item):
            return [self._value(item)]
        key = item[_PLACEHOLDER]
        if len(item) != 1 or not isinstance(key, str):
            raise SdJwtError("... stands alone and holds one digest")
        content = self._look_up(key, _ELEMENT_ARITY)
        return [] if content is None else [self._value(content[1])]

    def _look_up(self, key: str, arity: int) -> list[Any] | None:
        if key in self._met:
            raise SdJwtError("a digest stands twice")
        self._met.add(key)
        if key not in self._contents:
            return None
        content = self._contents[key]
        if not isinstance(content, list) or len(content) != arity:
            raise SdJwtError(f"the disclosure for this place has {arity} elements")
        if not isinstance(content[0], str):
            raise SdJwtError("a salt is a string")
        return content


def _strings(digests: Any) -> list[str]:
    if not isinstance(digests, list) or not all(isinstance(item, str) for item in digests):
        raise SdJwtError("_sd is an array of strings")
    return digests


def _decode(encoded: str) -> Any:
    try:
        return json.loads(base64url.decode(encoded), object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise SdJwtError(f"not JSON in base64url: {error}") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise SdJwtError("a name stands twice")
    return members


def _refuse_constant(name: str) -> None:
    raise SdJwtError(f"{name} is not JSON")
