"""Checks one file, or one log, and says what was found; reads nothing itself."""

from collections.abc import Callable

from verify.audit.run import Progress, audit_log
from verify.audit.source import Source
from verify.checkpoint import parse_checkpoint, verify_checkpoint
from verify.cli.findings import Finding, Value
from verify.cli.recognise import recognise
from verify.errors import KeyStateMissingError, NoteMalformedError, PolicyMissingError, VerifyError, numbered
from verify.event_schema import ROOT
from verify.keys import verify_signature
from verify.policy import Policy, parse_policy
from verify.receipt import Recorded, Verified, verify_receipt
from verify.schema import check_schema
from verify.statement import check_disclosures, disclosed, parse_statement
from verify.strict_base64 import encode_standard, encode_url


class Checker:
    """Checks files under one policy."""

    def __init__(self, policy: Policy | None, now_s: int) -> None:
        self._policy = policy
        self._now_s = now_s
        self._verified = Verified()

    def check(self, name: str, data: bytes) -> Finding:
        """Check a file of any kind."""
        kind = ""
        try:
            kind = recognise(data, name)
            return self._checks()[kind](name, data)
        except VerifyError as error:
            return Finding(name, kind, error=error)

    def check_log(self, name: str, source: Source, workers: int, progress: Progress | None) -> Finding:
        """Check a whole log."""
        try:
            policy = self._pinned()
            report = audit_log(source, policy, now_s=self._now_s, workers=workers, progress=progress)
        except VerifyError as error:
            return Finding(name, "log", error=error)
        facts: dict[str, Value] = {
            "origin": report.origin,
            "size": report.size,
            "root": encode_standard(report.root),
            "keys": report.keys,
            "open_tags": report.open_tags,
            "topics": dict(report.topics),
        }
        if report.first_ms is not None and report.last_ms is not None:
            facts |= {"first": report.first_ms, "last": report.last_ms}
        if report.compromised:
            facts["compromised"] = [
                f"{state.kid} {state.holder} {state.compromised_since_ms}" for state in report.compromised
            ]
        return Finding(name, "log", "consistent", report.strength.value, facts)

    def _checks(self) -> dict[str, Callable[[str, bytes], Finding]]:
        return {
            "receipt": self._check_receipt,
            "receipts": self._check_receipts,
            "policy": _check_policy,
            "checkpoint": self._check_checkpoint,
            "statement": self._check_statement,
        }

    def _pinned(self) -> Policy:
        if self._policy is None:
            raise PolicyMissingError
        return self._policy

    def _check_receipt(self, name: str, data: bytes) -> Finding:
        recorded = verify_receipt(data, self._pinned(), now_s=self._now_s, verified=self._verified)
        return Finding(name, "receipt", "recorded", recorded.strength.value, _facts_of(recorded))

    def _check_receipts(self, name: str, data: bytes) -> Finding:
        policy = self._pinned()
        failures: list[tuple[int, VerifyError]] = []
        valid, strength = 0, ""
        for number, line in enumerate(data.removesuffix(b"\n").split(b"\n"), 1):
            try:
                recorded = verify_receipt(line, policy, now_s=self._now_s, verified=self._verified)
            except VerifyError as error:
                failures.append((number, error))
            else:
                valid, strength = valid + 1, recorded.strength.value
        facts: dict[str, Value] = {"valid": valid, "invalid": len(failures)}
        return Finding(name, "receipts", "recorded", strength, facts, failures=tuple(failures))

    def _check_checkpoint(self, name: str, data: bytes) -> Finding:
        policy = self._pinned()
        with numbered(1):
            try:
                checkpoint = parse_checkpoint(data.decode("utf-8"))
            except UnicodeDecodeError as error:
                raise NoteMalformedError("checkpoint") from error
        with numbered(2):
            strength = verify_checkpoint(checkpoint, policy, now_s=self._now_s)
        facts: dict[str, Value] = {
            "origin": checkpoint.origin,
            "size": checkpoint.size,
            "root": encode_standard(checkpoint.root),
        }
        return Finding(name, "checkpoint", "signed", strength.value, facts)

    def _check_statement(self, name: str, data: bytes) -> Finding:
        policy = self._pinned()
        with numbered(1):
            jwt, disclosures = parse_statement(data.decode("ascii").removesuffix("\n"))
        with numbered(2):
            check_disclosures(jwt, disclosures, in_order=False)
        with numbered(3):
            check_schema(jwt)
        with numbered(4):
            if jwt.iss != ROOT or jwt.kid != policy.root_kid:
                raise KeyStateMissingError(kid=jwt.kid)
            verify_signature(policy.root, jwt.signing_input, jwt.signature)
        facts: dict[str, Value] = {"iss": jwt.iss, "vct": jwt.vct, "jti": jwt.jti, "disclosed": disclosed(disclosures)}
        return Finding(name, "statement", "stated", "", facts)


def _check_policy(name: str, data: bytes) -> Finding:
    with numbered(1):
        policy = parse_policy(data)
    facts: dict[str, Value] = {
        "origin": policy.origin,
        "environment": policy.environment,
        "root_key": encode_url(policy.root),
    }
    return Finding(name, "policy", "usable", "", facts)


def _facts_of(recorded: Recorded) -> dict[str, Value]:
    return {
        "index": recorded.index,
        "size": recorded.size,
        "time": recorded.time_ms,
        "iss": recorded.jwt.iss,
        "vct": recorded.jwt.vct,
        "jti": recorded.jwt.jti,
        "disclosed": dict(recorded.disclosed),
    }
