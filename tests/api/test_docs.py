"""The examples of docs/api.md run as they stand."""

import re
from typing import Any

import orjson
from starlette.testclient import TestClient

from api.config import ApiConfig
from api.docs import FOLDER
from api.openapi.operations import OPERATIONS
from api.routes.looks import MOST_BYTES
from ledger.crypto.keys import SigningKey
from tests.api.bare import statement
from tests.town import COMPANY_CODE

PAGE = FOLDER.joinpath("api.md").read_text(encoding="utf-8")


def _example(name: str) -> Any:
    """Run the block of the page that defines a function, and give the function."""
    block = next(block for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL) if f"def {name}(" in block)
    names: dict[str, Any] = {}
    exec(block, names)  # noqa: S102 - the page is ours
    return names[name]


def test_the_page_s_way_to_a_receipt_gives_the_bytes_of_the_server(client: TestClient, key: SigningKey) -> None:
    text = statement(key, document_no="甲", title="乙").text
    whole = client.post("/api/v1/statements", content=text, headers={"content-type": "application/sd-jwt"})
    body = orjson.dumps({"statement": text}, option=orjson.OPT_APPEND_NEWLINE)
    answer = client.post("/api/v1/statements", content=body, headers={"content-type": "application/x-ndjson"})
    basis, line, _end = [orjson.loads(line) for line in answer.content.splitlines()]
    assert _example("receipt_of")(line, basis, text) + b"\n" == whole.content


def test_the_page_s_way_of_signing_is_accepted(client: TestClient, key: SigningKey) -> None:
    url = "http://localhost/api/v1/submissions"
    assert client.get(url, headers=_example("sign")(url, key.kid, key.seed)).status_code == 200


def test_the_page_s_way_of_asking_for_a_file_is_accepted(client: TestClient, key: SigningKey) -> None:
    url = "http://localhost/api/v1/looks"
    asked = {"identifier_type": "uscc", "identifier": COMPANY_CODE, "purpose": "procurement"}
    body, headers = _example("ask")(url, key.kid, key.seed, _example("sign"), **asked)
    answer = client.post(url, content=body, headers=headers)
    assert answer.json()["code"] == "purpose-unknown"  # the bare ledger knows none: who asks was accepted


def test_the_page_names_every_operation_that_is_not_public() -> None:
    for operation in OPERATIONS:
        if operation.is_signed:
            assert operation.path.partition("/{")[0] in PAGE, operation.id


def test_the_page_states_the_limits_that_are_set() -> None:
    config = ApiConfig()
    for bound in (config.max_line_bytes, config.max_lines):
        assert f"{bound:,}" in PAGE
    assert f"{config.max_body_bytes // 2**20} MiB" in PAGE
    assert f"| batches at the same time | {config.max_batches}," in PAGE
    assert f"| single statements at the same time | {config.max_singles}," in PAGE
    assert f"at most {config.signature_max_age_s} s old" in PAGE
    assert f"| a request for a file | {MOST_BYTES:,} bytes |" in PAGE
    assert f"| pause within a body | {config.idle_timeout_s:.0f} s |" in PAGE
