"""What a statement costs, stage by stage, in microseconds of one core's CPU time.

``python bench/statements.py`` prints a table. Stages marked * run outside the interpreter's lock and scale with cores.
The last line relates parsing to the signature check: machines differ, that ratio hardly does.
"""

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

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


def measure(label: str, call: Callable[[], object], number: int = 1_000) -> float:
    """Print and give the best of several rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.thread_time()
        for _ in range(number):
            call()
        best = min(best, time.thread_time() - start)
    cost = best / number * 1e6
    print(f"{label:<52}{cost:9.2f}")
    return cost


def statements(fields: int, digests: int) -> float:
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

    text = make()
    statement = parse(text)
    encoded = [one.encoded for one in statement.disclosures]
    print(f"\n{fields} fields, {digests} digests, JWT {len(statement.jwt)} bytes, statement {len(text)} bytes")
    measure("build, sign and check", make, 300)
    parsing = measure("parse", lambda: parse(text))
    measure("  of which disclosures", lambda: read_disclosures(encoded))
    measure("parse the JWT alone", lambda: parse_jwt(statement.jwt))
    verifying = measure("verify the signature *", lambda: verify_statement(statement, key.public_key))
    owner_key, owner, jwt_hash = os.urandom(32), os.urandom(16), statement.jwt_hash
    row = seal_record(ORIGIN, jwt_hash, "subject", encoded, owner_key, owner=owner)
    measure("seal a vault row", lambda: seal_record(ORIGIN, jwt_hash, "subject", encoded, owner_key, owner=owner))
    measure("open a vault row", lambda: open_record(ORIGIN, jwt_hash, row, owner_key))
    return parsing / verifying


def handles_and_tags() -> None:
    """Measure VRF and one-time keys."""
    print("\nhandles and tags")
    seed = os.urandom(32)
    alpha = handle_alpha(ORIGIN, "uscc", "91370481MA3TEST01X")
    proof, public_key, tag_key = vrf.prove(seed, alpha), SigningKey.from_seed(seed).public_key, TagKey(seed)
    measure("evaluate a handle *", lambda: vrf.evaluate(seed, alpha), 100)
    measure("prove a handle *", lambda: vrf.prove(seed, alpha), 100)
    measure("verify a handle *", lambda: vrf.verify(public_key, alpha, proof), 100)
    measure("one-time key of a sealed file", lambda: sealed_key(ORIGIN, seed, 17))
    measure("private tag", lambda: tag_key.digest("fact:019ca8f0-0000-7000-8000-000000000001"))


def key_store(subjects: int) -> None:
    """Measure the key store with many subjects, on the disk of the temporary folder."""
    print(f"\nkey store, {subjects:,} subjects")
    with tempfile.TemporaryDirectory() as place:
        ids = [os.urandom(16) for _ in range(subjects)]
        with FileKeyStore(Path(place)) as store:
            start = time.thread_time()
            for subject_id in ids:
                store.create(subject_id)
            print(f"{'create':<52}{(time.thread_time() - start) / subjects * 1e6:9.2f}")
            wall = time.perf_counter()
            store.sync()
            print(f"{'sync, wall clock, once for all of them':<52}{(time.perf_counter() - wall) * 1e6:9.2f}")
            measure("get", lambda: store.get(ids[subjects // 2]))
            measure("sync with nothing new", store.sync)
        start = time.thread_time()
        FileKeyStore(Path(place)).close()
        print(f"{'open, for each subject':<52}{(time.thread_time() - start) / subjects * 1e6:9.2f}")


def main() -> None:
    """Run all."""
    print(f"{'stage':<52}{'µs':>9}")
    ratio = statements(12, 16)
    statements(30, 32)
    handles_and_tags()
    key_store(20_000)
    print(f"\nparsing 16 disclosures costs {ratio:.2f} signature checks")


if __name__ == "__main__":
    main()
