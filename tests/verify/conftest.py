"""A fixture: a log of several ranges, grown once and changed by no test."""

import pytest

from tests.verify.sample_log import SampleLog, grown_log


@pytest.fixture(scope="session")
def long_log() -> SampleLog:
    return grown_log(1300)
