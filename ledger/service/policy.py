"""The policy that a verifier pins (log format, section 10)."""

from typing import Any

from domain.ledger.state import LedgerState

POLICY = "urn:chengjian:policy:v1"


def policy_of(genesis: LedgerState) -> dict[str, Any]:
    """Give the policy of a ledger that has no witnesses yet."""
    return {
        "type": POLICY,
        "origin": genesis.origin,
        "environment": genesis.environment,
        "log": genesis.log_key,
        "root": genesis.root_key,
        "vrf": genesis.vrf_key,
        "witnesses": [],
        "auditors": [],
        "quorum": 0,
    }
