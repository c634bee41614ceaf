"""Logs in memory for the tests of the audit."""

import json
from collections.abc import Mapping
from typing import Any

from tests.verify.sample_log import FINANCE, SampleLog
from verify.audit.run import AuditReport, audit_log
from verify.errors import VerifyError
from verify.policy import Policy, parse_policy

AGENCY = f"agency:{FINANCE}"


class MemorySource:
    threads = 1

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = dict(files)

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)


def policy_of(log: SampleLog, **override: Any) -> Policy:
    return parse_policy(json.dumps(log.policy(**override)).encode())


def audit(log: SampleLog, changed: Mapping[str, bytes | None] | None = None, workers: int = 1) -> AuditReport:
    files = {path: data for path, data in {**log.files(), **(changed or {})}.items() if data is not None}
    return audit_log(MemorySource(files), policy_of(log), now_s=0, workers=workers)


def fault_of(log: SampleLog, changed: Mapping[str, bytes | None] | None = None) -> tuple[str, int | None, int | None]:
    """Return code, step and position of what the audit finds first."""
    try:
        audit(log, changed)
    except VerifyError as error:
        return error.code, error.step, error.position
    raise AssertionError("no fault was found")


def flipped(data: bytes, place: int, bits: int = 1) -> bytes:
    return data[:place] + bytes([data[place] ^ bits]) + data[place + 1 :]
