"""An agency's own list is for the agency: every way around the signature is closed."""

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.config import ApiConfig
from domain.agency.events import AgencyClosed
from domain.key.events import KeyEnrolled, KeyRevoked
from domain.tags import agency_tag, key_tag
from ledger.base64url import encode
from ledger.crypto.keys import SigningKey
from tests.api.bare import AGENCY, BareLedger, statement
from tests.api.signer import signed_headers

PATH = "/api/v1/submissions"
URL = "http://localhost" + PATH


def _code(client: TestClient, headers: dict[str, str], url: str = URL) -> str:
    answer = client.get(url, headers=headers)
    return "ok" if answer.status_code == 200 else str(answer.json()["code"])


def test_an_agency_reads_what_it_had_recorded_and_nothing_of_others(
    client: TestClient, bare: BareLedger, key: SigningKey
) -> None:
    mine, other = statement(key, document_no="甲"), statement(key, iss="agency:12370481004247002L", document_no="乙")
    bare.submit_many([mine.text, other.text])
    answer = client.get(PATH, headers=signed_headers(key, URL))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    page = answer.json()
    assert [(one["jti"], one["position"], one["vct"]) for one in page["items"]] == [(mine.jti, 1, mine.vct)]
    assert page["as_of"]["size"] == 3
    assert "next" not in page
    assert "甲" not in answer.text


def test_pages_follow_one_another_without_gap_or_repetition(
    client: TestClient, bare: BareLedger, key: SigningKey
) -> None:
    texts = [statement(key, document_no=str(number)).text for number in range(7)]
    bare.submit_many(texts)
    seen: list[int] = []
    url = f"{URL}?limit=3"
    while url:
        answer = client.get(url, headers=signed_headers(key, url))
        seen += [one["position"] for one in answer.json()["items"]]
        link = answer.links.get("next")
        url = "http://localhost" + link["url"] if link else ""
    assert seen == list(range(1, 8))


def test_without_a_signature_nothing_is_read(client: TestClient) -> None:
    answer = client.get(PATH)
    assert (answer.status_code, answer.json()["code"]) == (401, "request-unsigned")
    assert answer.headers["www-authenticate"] == "Signature"


@pytest.mark.parametrize("missing", ["@method", "@target-uri", "content-digest"])
def test_each_component_must_be_covered(client: TestClient, key: SigningKey, missing: str) -> None:
    covered = [name for name in ("@method", "@target-uri", "content-digest") if name != missing]
    assert _code(client, signed_headers(key, URL, covered=covered)) == "request-signature-invalid"


def test_the_signature_is_bound_to_the_whole_address(client: TestClient, key: SigningKey) -> None:
    assert _code(client, signed_headers(key, URL), URL + "?after=0") == "request-signature-invalid"
    assert _code(client, signed_headers(key, "http://elsewhere" + PATH)) == "request-signature-invalid"


def test_the_signature_is_bound_to_the_body(client: TestClient, key: SigningKey) -> None:
    headers = signed_headers(key, URL)
    answer = client.request("GET", PATH, headers=headers, content=b"more")
    assert answer.json()["code"] == "request-signature-invalid"


def test_an_old_signature_and_one_from_the_future_are_refused(client: TestClient, key: SigningKey) -> None:
    assert _code(client, signed_headers(key, URL, age_s=290)) == "ok"
    assert _code(client, signed_headers(key, URL, age_s=320)) == "request-signature-invalid"
    assert _code(client, signed_headers(key, URL, age_s=-60)) == "request-signature-invalid"


def test_a_nonce_counts_once(client: TestClient, key: SigningKey) -> None:
    headers = signed_headers(key, URL)
    assert _code(client, headers) == "ok"
    assert _code(client, headers) == "request-replayed"


def test_a_refused_request_uses_no_nonce_up(client: TestClient, key: SigningKey) -> None:
    headers = signed_headers(key, URL)
    assert _code(client, headers, URL + "?after=0") == "request-signature-invalid"
    assert _code(client, headers) == "ok"


@pytest.mark.parametrize("nonce", ["", "short"])
def test_a_nonce_is_there_and_long_enough(client: TestClient, key: SigningKey, nonce: str) -> None:
    assert _code(client, signed_headers(key, URL, nonce=nonce)) == "request-signature-invalid"


def test_a_key_that_is_not_enrolled_or_not_well_formed_is_refused(client: TestClient, key: SigningKey) -> None:
    stranger = SigningKey.from_seed(b"s" * 32)
    assert _code(client, signed_headers(stranger, URL)) == "request-key-refused"
    assert _code(client, signed_headers(key, URL, kid="me")) == "request-key-refused"


def test_another_key_cannot_pass_for_an_enrolled_one(client: TestClient, key: SigningKey) -> None:
    stranger = SigningKey.from_seed(b"s" * 32)
    assert _code(client, signed_headers(stranger, URL, kid=key.kid)) == "request-signature-invalid"


def test_a_key_out_of_force_opens_nothing(client: TestClient, bare: BareLedger, key: SigningKey) -> None:
    revoked = KeyRevoked(holder=f"agency:{AGENCY}", kid=key.kid, reason="retired")
    bare.tell(revoked, key_tag(key.kid))
    assert _code(client, signed_headers(key, URL)) == "request-key-refused"


def test_a_key_of_a_closed_agency_opens_nothing(client: TestClient, bare: BareLedger, key: SigningKey) -> None:
    bare.tell(AgencyClosed(agency=AGENCY), agency_tag(AGENCY))
    assert _code(client, signed_headers(key, URL)) == "request-key-refused"


def test_the_platform_s_key_is_no_agency_s(client: TestClient, bare: BareLedger) -> None:
    platform = SigningKey.from_seed(b"q" * 32)
    bare.tell(
        KeyEnrolled(holder="platform", kid=platform.kid, public_key=encode(platform.public_key)), key_tag(platform.kid)
    )
    assert _code(client, signed_headers(platform, URL)) == "request-key-refused"


def test_two_signatures_are_one_too_many(client: TestClient, key: SigningKey) -> None:
    headers = signed_headers(key, URL)
    headers["Signature"] += ", b=:AAAA:"
    headers["Signature-Input"] += ', b=("@method");created=1;keyid="x"'
    assert _code(client, headers) == "request-signature-invalid"


def test_behind_a_proxy_the_public_address_is_signed(bare: BareLedger, key: SigningKey) -> None:
    app = create_app(bare, config=ApiConfig(public_url="https://log.example"))
    with TestClient(app, base_url="http://localhost") as client:
        assert _code(client, signed_headers(key, "https://log.example" + PATH)) == "ok"
        assert _code(client, signed_headers(key, URL)) == "request-signature-invalid"


def test_a_body_to_a_read_is_bounded(client: TestClient, key: SigningKey) -> None:
    answer = client.request("GET", PATH, headers=signed_headers(key, URL), content=b"x" * 2_000)
    assert answer.json()["code"] == "body-too-large"
