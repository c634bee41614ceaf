"""Who holds which key, and where in the log it was in force.

A key's state is folded from the events that enrolled, rotated and revoked it. It is in force *after* the entry that
brought it and up to and including the entry that took it away: that entry may be signed by the key itself.

Source:
    docs/log-format.md, section 7, step 6; docs/events.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from verify.entry import Entry
from verify.errors import (
    KeyCompromisedError,
    KeyHolderError,
    KeyIdMismatchError,
    KeyNotInForceError,
    KeyTwiceError,
    KeyUnknownError,
    SignerNotAllowedError,
)
from verify.event_schema import ROOT
from verify.keys import key_id, verify_signature
from verify.schema import KEY_ENROLLED, KEY_ROTATED, check_schema
from verify.statement import Jwt
from verify.strict_base64 import decode_url
from verify.strict_json import Json


@dataclass(frozen=True, slots=True)
class KeyState:
    """One key.

    Attributes:
        kid: Key id.
        holder: ``platform`` or ``agency:<code>``; equals ``iss`` of what it signs.
        public_key: 32 bytes.
        enrolled_at: Position of the entry that brought it.
        ended_at: Position of the entry that took it away, if any.
        compromised_since_ms: From when on its signatures count for nothing, if that was declared.
    """

    kid: str
    holder: str
    public_key: bytes
    enrolled_at: int
    ended_at: int | None = None
    compromised_since_ms: int | None = None

    def is_in_force(self, position: int) -> bool:
        """Tell whether the key could sign the entry at a position."""
        return self.enrolled_at < position and (self.ended_at is None or position <= self.ended_at)


class KeyTable:
    """The keys of a log, as far as it was folded."""

    def __init__(
        self, root: bytes, root_kid: str, states: Mapping[str, KeyState] | None = None, *, is_whole: bool = True
    ) -> None:
        """Start with the root key, which is always in force, and with keys folded before.

        Args:
            root: Root public key, from the policy.
            root_kid: Its key id.
            states: Keys folded before.
            is_whole: Whether every key event of the log is folded; a receipt brings only those it relies on, so that
                there the root key may end keys that were not heard of.
        """
        self.root = root
        self.root_kid = root_kid
        self.states = dict(states or {})
        self.is_whole = is_whole

    def signing_key(self, jwt: Jwt, position: int) -> bytes:
        """Return the public key that must have signed a statement at a position.

        Raises:
            KeyIdMismatchError: A root statement that names another key than the root key.
            KeyUnknownError: The key was never enrolled.
            KeyHolderError: It belongs to somebody else than the issuer.
            KeyNotInForceError: It was not in force there.
        """
        if jwt.iss == ROOT:
            if jwt.kid != self.root_kid:
                raise KeyIdMismatchError(kid=jwt.kid)
            return self.root
        state = self.states.get(jwt.kid)
        if state is None:
            raise KeyUnknownError(kid=jwt.kid)
        if state.holder != jwt.iss:
            raise KeyHolderError(kid=jwt.kid, iss=jwt.iss)
        if not state.is_in_force(position):
            raise KeyNotInForceError(kid=jwt.kid)
        return state.public_key

    def check_not_compromised(self, jwt: Jwt, time_ms: int) -> None:
        """Check that no declaration takes the force from a signature of this time.

        Raises:
            KeyCompromisedError: The key is marked compromised since then or earlier.
        """
        state = self.states.get(jwt.kid)
        since = None if state is None else state.compromised_since_ms
        if since is not None and since <= time_ms:
            raise KeyCompromisedError(kid=jwt.kid)

    def apply(self, position: int, entry: Entry) -> None:
        """Fold one key event after checking its schema, its signature and its right to change the key.

        Raises:
            VerifyError: The event does not count.
        """
        jwt = entry.jwt
        check_schema(jwt)
        verify_signature(self.signing_key(jwt, position), jwt.signing_input, jwt.signature)
        values = {name: str(value) for name, value in jwt.claims.items()}
        if jwt.iss not in {ROOT, values["holder"]}:
            raise SignerNotAllowedError(iss=jwt.iss, vct=jwt.vct)
        if jwt.vct == KEY_ENROLLED:
            self._enrol(position, values)
        elif jwt.vct == KEY_ROTATED:
            if jwt.iss != ROOT and jwt.kid != values["old_kid"]:
                raise SignerNotAllowedError(iss=jwt.iss, vct=jwt.vct)
            self._enrol(position, values)
            self._end(position, values["old_kid"], values["holder"], None)
        else:
            self._end(position, values["kid"], values["holder"], jwt.claims.get("compromised_since"))

    def _enrol(self, position: int, values: Mapping[str, str]) -> None:
        public_key = decode_url(values["public_key"])
        kid = values["kid"]
        if key_id(public_key) != kid:
            raise KeyIdMismatchError(kid=kid)
        if kid in self.states or kid == self.root_kid:
            raise KeyTwiceError(kid=kid)
        self.states[kid] = KeyState(kid, values["holder"], public_key, position)

    def _end(self, position: int, kid: str, holder: str, since: Json) -> None:
        state = self.states.get(kid)
        if state is None:
            if self.is_whole:
                raise KeyUnknownError(kid=kid)
            return
        if state.holder != holder:
            raise KeyHolderError(kid=kid, iss=holder)
        known = [each for each in (since, state.compromised_since_ms) if isinstance(each, int)]
        self.states[kid] = replace(
            state,
            ended_at=position if state.ended_at is None else state.ended_at,
            compromised_since_ms=min(known, default=None),
        )
