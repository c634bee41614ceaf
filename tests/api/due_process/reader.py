"""Whoever asks every operation that reads something of a ledger, with anything, and what must not be told."""

from collections.abc import Iterator, Mapping
from datetime import date
from inspect import signature
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.openapi.operations import OPERATIONS
from tests.api.due import look, signed_get
from tests.town import BUREAU, BUREAU_KEY, COMPANY, COMPANY_CODE

LIST = "market-serious"
LISTING_ENDS, FACT_ENDS = "2027-04-20", "2029-04-20"
SAYS = (COMPANY, COMPANY_CODE, "滕审罚〔2026〕1号", "滕审列〔2026〕1号", "未按规定公示年度报告")


def objects_of(value: object) -> Iterator[Mapping[str, Any]]:
    """Go through every object of a JSON answer."""
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from objects_of(one)
    if isinstance(value, list):
        for one in value:
            yield from objects_of(one)


class Reader:
    """Asks every operation that reads something of a ledger, with any parameters."""

    def __init__(self, client: TestClient, fact: str, listing: str) -> None:
        self._client = client
        self._places = {
            "code": BUREAU,
            "fact": fact,
            "iss": f"agency:{BUREAU}",
            "item": "xzcf",
            "jti": fact,
            "list_id": LIST,
            "listing": listing,
            "year": "2026",
            "digest": "A" * 43,
        }

    def ask(self, operation_id: str, query: Mapping[str, object]) -> Any:
        """Give the answer of one operation; None where it has none."""
        operation = next(one for one in OPERATIONS if one.id == operation_id)
        path = operation.path.format(**self._places)
        if operation_id == "lookAtFile":
            answer = look(self._client, BUREAU_KEY, "procurement")
        elif operation.is_signed:
            purpose = "?purpose=procurement" if operation_id == "getAttachment" else ""
            answer = signed_get(self._client, BUREAU_KEY, path + purpose)
        else:
            taken = signature(operation.endpoint).parameters  # any other name is refused
            answer = self._client.get(path, params={name: str(one) for name, one in query.items() if name in taken})
        assert answer.status_code in {200, 404, 422}, (operation_id, answer.text)
        return answer.json() if answer.status_code == 200 else None


READING = sorted(
    one.id for one in OPERATIONS if (one.method == "GET" and one.tag not in {"log", "ops"}) or one.id == "lookAtFile"
)
SHOWING = {"listPublicFacts", "listListings", "getListing", "lookAtFile"}
"""Operations that show what is on record about somebody."""
ASKED = st.one_of(st.sampled_from(READING), st.sampled_from(sorted(SHOWING)))
MOMENTS = st.one_of(
    st.integers(0, 200),
    st.dates(date(2026, 4, 1), date(2029, 12, 31)).map(date.isoformat),
)
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "as_of": MOMENTS,
        "limit": st.integers(1, 200),
        "code": st.just(COMPANY_CODE),
        "name": st.just(COMPANY),
        "after": st.integers(0, 200),
    },
)
FUZZ = settings(
    max_examples=80, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)
