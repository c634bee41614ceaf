"""What a statement costs, stage by stage, in microseconds of one core's CPU time.

    python -m bench statements          for the results file; by itself: python -m bench.statements

Stages marked * run outside the interpreter's lock and scale with cores. Parsing is related to the signature check:
machines differ, that ratio hardly does.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.row import Result
from ledger.crypto import vrf
from ledger.crypto.keys import SigningKey
from ledger.keystore import FileKeyStore
from ledger.labels import handle_alpha, sealed_key
from ledger.private_tags import TagKey
from ledger.statement import build, parse, parse_jwt, verify_statement
from ledger.statement.disclosures import read_disclosures
from ledger.vault import open_record, seal_record

ORIGIN = "test.example/bench"
ROUNDS = 9
_SHAPES = ((12, 16), (30, 32))

Progress = Callable[[str], None]


class Costs:
    """CPU microseconds by stage."""

    def __init__(self, rounds: int) -> None:
        self.us: dict[str, float] = {}
        self._rounds = rounds

    def measure(self, stage: str, call: Callable[[], object], number: int = 1_000) -> float:
        """Keep and give the best of several rounds."""
        best = float("inf")
        number = max(1, number * self._rounds // ROUNDS)
        for _ in range(self._rounds):
            start = time.thread_time()
            for _ in range(number):
                call()
            best = min(best, time.thread_time() - start)
        self.us[stage] = best / number * 1e6
        return self.us[stage]


def run(progress: Progress, subjects: int, rounds: int = ROUNDS) -> Result:
    """Measure everything; the key store with so many subjects."""
    costs = Costs(rounds)
    details: dict[str, object] = {"us": costs.us}
    for fields, digests in _SHAPES:
        progress(f"statements of {fields} fields")
        details[f"parsing {digests} digests in signature checks"] = statements(costs, fields, digests)
    progress("handles and tags")
    handles_and_tags(costs)
    progress(f"key store of {subjects:,} subjects")
    key_store(costs, subjects)
    return Result([], details)


def statements(costs: Costs, fields: int, digests: int) -> float:
    """Measure the life of a statement; give the cost of parsing in signature checks."""
    key = SigningKey.generate()
    disclosed: dict[str, str | int | bool] = {f"subject.field_{i}": f"第 {i} 个字段的值" for i in range(fields)}

    def make() -> str:
        return build(
            vct="urn:chengjian:fact-recorded:v1",
            iss="agency:11370481MB2875420X",
            plain={"decided_on": "2026-03-01", "item": "licence", "item_version": 1, "rules": 1},
            disclosed=disclosed,
            digests=digests,
            key=key,
            iat=1_772_330_400,
        ).text

    def measure(stage: str, call: Callable[[], object], number: int = 1_000) -> float:
        return costs.measure(f"{fields} fields: {stage}", call, number)

    text = make()
    statement = parse(text)
    encoded = [one.encoded for one in statement.disclosures]
    measure("build, sign and check", make, 300)
    parsing = measure("parse", lambda: parse(text))
    measure("of which disclosures", lambda: read_disclosures(encoded))
    measure("parse the JWT alone", lambda: parse_jwt(statement.jwt))
    verifying = measure("verify the signature *", lambda: verify_statement(statement, key.public_key))
    owner_key, owner, jwt_hash = os.urandom(32), os.urandom(16), statement.jwt_hash
    row = seal_record(ORIGIN, jwt_hash, "subject", encoded, owner_key, owner=owner)
    measure("seal a vault row", lambda: seal_record(ORIGIN, jwt_hash, "subject", encoded, owner_key, owner=owner))
    measure("open a vault row", lambda: open_record(ORIGIN, jwt_hash, row, owner_key))
    return parsing / verifying


def handles_and_tags(costs: Costs) -> None:
    """Measure VRF and one-time keys."""
    seed = os.urandom(32)
    alpha = handle_alpha(ORIGIN, "uscc", "91370481MA3TEST01X")
    proof, public_key, tag_key = vrf.prove(seed, alpha), SigningKey.from_seed(seed).public_key, TagKey(seed)
    costs.measure("evaluate a handle *", lambda: vrf.evaluate(seed, alpha), 100)
    costs.measure("prove a handle *", lambda: vrf.prove(seed, alpha), 100)
    costs.measure("verify a handle *", lambda: vrf.verify(public_key, alpha, proof), 100)
    costs.measure("one-time key of a sealed file", lambda: sealed_key(ORIGIN, seed, 17))
    costs.measure("private tag", lambda: tag_key.digest("fact:019ca8f0-0000-7000-8000-000000000001"))


def key_store(costs: Costs, subjects: int) -> None:
    """Measure the key store with many subjects, on the disk of the temporary folder."""
    with tempfile.TemporaryDirectory() as place:
        ids = [os.urandom(16) for _ in range(subjects)]
        with FileKeyStore(Path(place)) as store:
            start = time.thread_time()
            for subject_id in ids:
                store.create(subject_id)
            costs.us["key store: create"] = (time.thread_time() - start) / subjects * 1e6
            wall = time.perf_counter()
            store.sync()
            costs.us["key store: sync once for all of them, wall clock"] = (time.perf_counter() - wall) * 1e6
            costs.measure("key store: get", lambda: store.get(ids[subjects // 2]))
            costs.measure("key store: sync with nothing new", store.sync)
        start = time.thread_time()
        FileKeyStore(Path(place)).close()
        costs.us["key store: open, for each subject"] = (time.thread_time() - start) / subjects * 1e6


def main() -> None:
    """Run all and print."""
    result = run(print, 20_000)
    for stage, cost in result.details["us"].items():
        print(f"{stage:<60}{cost:9.2f}")


if __name__ == "__main__":
    main()
