"""What a verifier trusts, pinned before it reads a proof.

Source:
    docs/log-format.md, section 10.
"""

from dataclasses import dataclass

from verify.errors import PolicyMalformedError
from verify.keys import check_public_key, key_id
from verify.members import check_members, count_of, text_of, texts_of
from verify.note import COSIGNATURE, ED25519, VerifierKey, is_key_name, parse_vkey
from verify.strict_base64 import decode_url
from verify.strict_json import Json, decode_relaxed

POLICY_TYPE = "urn:chengjian:policy:v1"
TEST_PREFIX = "test."
_MEMBERS = ("type", "origin", "environment", "log", "root", "vrf", "witnesses", "auditors", "quorum")


@dataclass(frozen=True, slots=True)
class Policy:
    """A pinned policy.

    Attributes:
        origin: The log's origin.
        environment: ``test`` or ``production``; agrees with the origin.
        log: The key that signs checkpoints; its name is the origin.
        root: Root public key, 32 bytes.
        root_kid: Key id of ``root``.
        vrf: VRF public key, 32 bytes.
        witnesses: Who may cosign checkpoints.
        auditors: Who may assert that they recomputed the index.
        quorum: How many witnesses must have cosigned.
        max_age_s: Oldest acceptable cosignature in seconds, or no limit.
    """

    origin: str
    environment: str
    log: VerifierKey
    root: bytes
    root_kid: str
    vrf: bytes
    witnesses: tuple[VerifierKey, ...]
    auditors: tuple[VerifierKey, ...]
    quorum: int
    max_age_s: int | None


def environment_of(origin: str) -> str:
    """Return the environment that an origin belongs to."""
    return "test" if origin.startswith(TEST_PREFIX) else "production"


def parse_policy(data: bytes) -> Policy:
    """Read a policy file.

    Raises:
        MalformedError: Not JSON, members other than those of section 10, unsound keys, or a policy that contradicts
            itself.
    """
    value = check_members(decode_relaxed(data, "policy"), _MEMBERS, "policy", optional=("max_age_s",))
    origin = text_of(value["origin"], "/origin")
    log = parse_vkey(text_of(value["log"], "/log"), ED25519, "/log")
    root = _public_key(value["root"], "/root")
    witnesses = _cosigners(value["witnesses"], "/witnesses")
    quorum = count_of(value["quorum"], "/quorum")
    _require(value["type"] == POLICY_TYPE, "/type")
    _require(is_key_name(origin), "/origin")
    _require(value["environment"] == environment_of(origin), "/environment")
    _require(log.name == origin, "/log")
    _require(quorum <= len(witnesses), "/quorum")
    return Policy(
        origin=origin,
        environment=environment_of(origin),
        log=log,
        root=root,
        root_kid=key_id(root),
        vrf=_public_key(value["vrf"], "/vrf"),
        witnesses=witnesses,
        auditors=_cosigners(value["auditors"], "/auditors"),
        quorum=quorum,
        max_age_s=count_of(value["max_age_s"], "/max_age_s") if "max_age_s" in value else None,
    )


def _require(is_so: bool, where: str) -> None:
    if not is_so:
        raise PolicyMalformedError(where)


def _public_key(value: Json, where: str) -> bytes:
    public_key = decode_url(text_of(value, where), where)
    check_public_key(public_key, where)
    return public_key


def _cosigners(value: Json, where: str) -> tuple[VerifierKey, ...]:
    """Read cosigners; one key under two names would count twice towards a quorum."""
    keys = tuple(parse_vkey(text, COSIGNATURE, where) for text in texts_of(value, where))
    _require(len({key.public_key for key in keys}) == len(keys), where)
    return keys
