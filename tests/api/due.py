"""The HTTP face over a town with due process, by the town's own clock."""

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.testclient import TestClient

from api.app import create_app
from api.public_list import PublicList
from projections.models import ReadModels
from tests.due_town import DueTown

URL = "http://localhost"


@contextmanager
def served(town: DueTown) -> Iterator[TestClient]:
    """Serve a town; its read models follow the log until the block ends."""
    models = ReadModels(town.ledger)
    app = create_app(town.ledger, public_facts=PublicList(models, town.clock), clock=town.clock)
    with models.following(), TestClient(app, base_url=URL) as client:
        yield client
