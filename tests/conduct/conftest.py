"""A fixture: a town for each test, founded and otherwise empty."""

import pytest

from tests.conduct.raw_town import RawTown, founded


@pytest.fixture
def town() -> RawTown:
    return founded()
