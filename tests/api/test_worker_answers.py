"""Several workers answer as one: statements, request signatures, and the address that they share."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.api.signer import signed_headers
from tests.town import BUREAU_KEY, licences, open_town

_URL = re.compile(r"http://127\.0\.0\.1:[0-9]+")


@pytest.fixture
def environment(dsn: str, tmp_path: Path) -> dict[str, str]:
    with open_town(dsn, tmp_path / "home"):
        return {**os.environ, "CHENGJIAN_DSN": dsn, "CHENGJIAN_HOME": str(tmp_path / "home"), "PYTHONUNBUFFERED": "1"}


@pytest.fixture
def url(environment: dict[str, str]) -> Iterator[str]:
    command = [sys.executable, "-m", "api", "run", "--port", "0", "--workers", "3"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield next(found[0] for line in process.stdout if (found := _URL.search(line)))
        finally:
            process.terminate()


def test_the_same_statement_to_any_worker_gives_the_same_receipt(url: str) -> None:
    (fact,) = licences(1)
    headers = {"content-type": "application/sd-jwt"}
    answers = [httpx2.post(url + "/api/v1/statements", content=fact.text, headers=headers) for _ in range(12)]
    assert [answer.status_code for answer in answers] == [201] + [200] * 11
    assert len({answer.content for answer in answers}) == 1


def test_a_request_signature_counts_once_whichever_worker_takes_it(url: str) -> None:
    headers = signed_headers(BUREAU_KEY, url + "/api/v1/submissions")
    answers = [httpx2.get(url + "/api/v1/submissions", headers=headers) for _ in range(12)]
    assert sorted(answer.status_code for answer in answers) == [200] + [401] * 11


def test_a_port_that_is_taken_is_said_to_be(url: str, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "api", "run", "--port", url.rpartition(":")[2]]
    second = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert "无法监听" in second.stderr
    assert "EADDRINUSE" in second.stderr
