"""For operators: is it alive, is it ready, how much does it do."""

from fastapi import Request, Response

from api.answers import NO_STORE
from api.metrics import CONTENT_TYPE
from api.readiness import is_ready
from api.services import services_of


def get_livez() -> Response:
    """Answer as long as the process serves requests at all."""
    return Response("ok\n", media_type="text/plain")


def get_readyz(request: Request) -> Response:
    """Answer 200 if statements can be recorded now, 503 with the failing check otherwise."""
    answers = services_of(request).readiness.ask()
    ready = is_ready(answers)
    lines = "".join(f"{name}: {answer}\n" for name, answer in answers.items())
    headers = {"cache-control": NO_STORE} if ready else {"cache-control": NO_STORE, "retry-after": "5"}
    return Response(lines, 200 if ready else 503, headers, "text/plain")


def get_metrics(request: Request) -> Response:
    """Give all measures in the Prometheus text format."""
    return Response(services_of(request).metrics.text(), media_type=CONTENT_TYPE)
