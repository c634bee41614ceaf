"""Make the examples of the OpenAPI document anew: ``python -m tests.api.make_examples``, or only those named.

Each is taken from a town on the real recorder, so that every example is what a client would really send and get.
"""

import sys
import tempfile
from pathlib import Path

import orjson
import psycopg
from psycopg.conninfo import make_conninfo
from starlette.testclient import TestClient

from api.app import create_app
from ledger.postgres.launcher import EmbeddedPostgres
from tests.api.due import contested, served, signed_post
from tests.api.signer import signed_headers
from tests.due_town import open_due_town
from tests.town import BUREAU, BUREAU_KEY, CENTRE_KEY, COMPANY_CODE, licence, open_town, penalty

EXAMPLES = Path(__file__).parents[2] / "api" / "openapi" / "examples"
_URL = "http://localhost"


def make(client: TestClient) -> dict[str, bytes]:
    """Ask a running town for everything that the document shows."""
    one, two, three = licence(1), licence(2), penalty(1)
    sd_jwt, ndjson = {"content-type": "application/sd-jwt"}, {"content-type": "application/x-ndjson"}
    refused = two.text[:-30] + two.text[-1]
    batch = b"".join(
        orjson.dumps({"statement": text}, option=orjson.OPT_APPEND_NEWLINE) for text in (two.text, three.text, refused)
    )
    receipt = client.post("/api/v1/statements", content=one.text, headers=sd_jwt)
    submissions = "/api/v1/submissions?limit=2"
    answers = {
        "receipt.json": receipt,
        "public_receipt.json": client.get(receipt.headers["location"]),
        "batch_answer.ndjson": client.post("/api/v1/statements", content=batch, headers=ndjson),
        "submissions.json": client.get(submissions, headers=signed_headers(BUREAU_KEY, _URL + submissions)),
        "agencies.json": client.get("/api/v1/agencies"),
        "agency.json": client.get(f"/api/v1/agencies/{BUREAU}"),
        "catalogue.json": client.get("/api/v1/catalogue"),
        "item.json": client.get("/api/v1/catalogue/xzxk"),
        "policy.json": client.get("/api/v1/policy"),
        "checkpoint.txt": client.get("/checkpoint"),
        "livez.txt": client.get("/livez"),
        "readyz.txt": client.get("/readyz"),
    }
    files = {name: answer.raise_for_status().content for name, answer in answers.items()}
    files["statement.sd-jwt"], files["batch.ndjson"] = one.text.encode(), batch
    files["readyz_not.txt"] = b"sequencer: stopped\nhigh-water-mark: ok\n"
    files["metrics.txt"] = b'chengjian_log_size 12.0\nchengjian_statements_total{outcome="recorded"} 3.0\n'
    return files


def make_due(client: TestClient, listing: str) -> dict[str, bytes]:
    """Ask a town with a listing under way for everything that the document shows of due process."""
    waiting = client.get("/api/v1/board", headers=signed_headers(CENTRE_KEY, f"{_URL}/api/v1/board"))
    look = orjson.dumps({"identifier_type": "uscc", "identifier": COMPANY_CODE, "purpose": "procurement"})
    task = waiting.raise_for_status().json()["items"][0]
    matter = orjson.dumps({"matter": task["matter"], "id": task["id"], "purpose": "procurement"})
    answers = {
        "file.json": signed_post(client, BUREAU_KEY, "/api/v1/looks", look),
        "matter_file.json": signed_post(client, CENTRE_KEY, "/api/v1/matters", matter),
        "public_facts.json": client.get("/api/v1/public/facts?limit=1"),
        "listings.json": client.get("/api/v1/lists/market-serious/listings"),
        "listing.json": client.get(f"/api/v1/listings/{listing}"),
        "removals.json": client.get("/api/v1/removals"),
        "statistics.json": client.get("/api/v1/statistics"),
        "indicators.json": client.get("/api/v1/indicators"),
        "deadlines.json": client.get("/api/v1/deadlines"),
        "board.json": waiting,
        "rules.json": client.get("/api/v1/rules?edition=3"),
        "calendar.json": client.get("/api/v1/calendars/2026"),
        "lists.json": client.get("/api/v1/lists"),
        "list.json": client.get("/api/v1/lists/market-serious"),
        "measures.json": client.get("/api/v1/measures"),
        "purposes.json": client.get("/api/v1/purposes"),
    }
    files = {name: answer.raise_for_status().content for name, answer in answers.items()}
    return {**files, "look.json": look, "matter.json": matter}


def _town(dsn: str, home: Path) -> dict[str, bytes]:
    with open_town(dsn, home) as ledger, TestClient(create_app(ledger), base_url=_URL) as client:
        return make(client)


def _due_town(dsn: str, home: Path) -> dict[str, bytes]:
    with open_due_town(dsn, home) as town, served(town) as client:
        _, listing = contested(town)
        while client.get("/api/v1/deadlines").json()["applied"] < town.ledger.reader.size():
            pass
        return make_due(client, listing)


def main(*names: str) -> None:
    """Write the example files.

    Args:
        names: Only these; none: all.
    """
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder) / "postgres") as server:
        with psycopg.connect(server.dsn, autocommit=True) as connection:
            connection.execute("CREATE DATABASE due")
        files = _due_town(make_conninfo(server.dsn, dbname="due"), Path(folder) / "due")
        if not files.keys() >= {*names} or not names:
            files |= _town(server.dsn, Path(folder) / "home")
    for name, content in files.items():
        if not names or name in names:
            EXAMPLES.joinpath(name).write_bytes(content)


if __name__ == "__main__":
    main(*sys.argv[1:])
