"""The first entry of a log against the pinned policy.

Source:
    docs/log-format.md, section 5 and section 7, step 5.
"""

from verify.entry import Entry
from verify.errors import (
    EnvironmentMismatchError,
    GenesisMismatchError,
    GenesisMissingError,
    OneTimeKeyMismatchError,
)
from verify.keys import verify_signature
from verify.labels import open_key
from verify.policy import Policy, environment_of
from verify.schema import LEDGER_OPENED, check_key_count, check_schema, open_tags
from verify.strict_base64 import encode_standard, encode_url


def check_genesis(entry: Entry, policy: Policy) -> None:
    """Check that an entry opens the ledger that the policy pins; return only if it does.

    Args:
        entry: The entry at position 0.
        policy: What is trusted.

    Raises:
        GenesisMissingError: It is another event.
        GenesisMismatchError: It names another origin, log key, root key or VRF key.
        EnvironmentMismatchError: Its environment is not that of its origin.
        VerifyError: Signature, schema or one-time key is wrong.
    """
    jwt = entry.jwt
    if jwt.vct != LEDGER_OPENED:
        raise GenesisMissingError(vct=jwt.vct[:80])
    schema = check_schema(jwt)
    if jwt.kid != policy.root_kid:
        raise GenesisMismatchError("/kid")
    verify_signature(policy.root, jwt.signing_input, jwt.signature)
    log_key = f"{policy.origin}+{policy.log.key_id.hex()}+{_material(policy)}"
    pinned = {
        "origin": policy.origin,
        "log_key": log_key,
        "root_key": encode_url(policy.root),
        "vrf_key": encode_url(policy.vrf),
    }
    for name, value in pinned.items():
        if jwt.claims[name] != value:
            raise GenesisMismatchError(f"/{name}")
    if jwt.claims["environment"] != environment_of(policy.origin):
        raise EnvironmentMismatchError(origin=policy.origin)
    check_key_count(schema, jwt, len(entry.one_time_keys))
    if entry.one_time_keys[0] != open_key(policy.origin, open_tags(schema, jwt)[0], 0):
        raise OneTimeKeyMismatchError("ledger")


def _material(policy: Policy) -> str:
    return encode_standard(bytes([policy.log.kind]) + policy.log.public_key)
