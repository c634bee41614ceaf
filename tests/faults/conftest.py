"""What the tests with faults use."""

from tests.log.fixtures import log_database, place

__all__ = ["log_database", "place"]
