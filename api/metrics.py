"""What operators watch, in Prometheus text; labels are routes, statuses and codes, never ids."""

from collections.abc import Callable, Iterator
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Readings = dict[str, tuple[str, float]]

_BUCKETS_S = (0.002, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """All measures of one running API, in a registry of its own.

    Args:
        readings: Asked at each scrape: name to (help, value) of what the ledger reports about itself.
        shared: Folder of the measures of all processes of one server, which the library fills if the environment names
            it (``PROMETHEUS_MULTIPROC_DIR``) when the process starts; None: this process is alone.
    """

    def __init__(self, readings: Callable[[], Readings], shared: Path | None = None) -> None:
        self._registry = CollectorRegistry()
        self._shared = shared
        self._ledger = _Readings(readings)
        self._requests = Counter(
            "chengjian_http_requests", "Requests answered", ("route", "method", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "chengjian_http_request_seconds",
            "Time to the last byte",
            ("route",),
            registry=self._registry,
            buckets=_BUCKETS_S,
        )
        self._statements = Counter(
            "chengjian_statements", "Statements by outcome", ("outcome",), registry=self._registry
        )
        self.batches = self._gauge("chengjian_batches_in_flight", "Batches being served")
        self.singles = self._gauge("chengjian_singles_in_flight", "Single statements being served")

    def _gauge(self, name: str, text: str) -> Gauge:
        return Gauge(name, text, registry=self._registry, multiprocess_mode="livesum")

    def request(self, route: str, method: str, status: int, took_s: float) -> None:
        """Count one answered request."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(took_s)

    def statements(self, outcome: str, count: int = 1) -> None:
        """Count statements: ``recorded``, ``known`` or the code of what refused them."""
        self._statements.labels(outcome).inc(count)

    def text(self) -> bytes:
        """Write everything in the Prometheus text format."""
        registry = CollectorRegistry()
        registry.register(self._ledger)
        if self._shared is None:
            return generate_latest(self._registry) + generate_latest(registry)
        MultiProcessCollector(registry, path=str(self._shared))
        return generate_latest(registry)


class _Readings:
    """Turns what the ledger says of itself into gauges at the moment of the scrape."""

    def __init__(self, readings: Callable[[], Readings]) -> None:
        self._readings = readings

    def collect(self) -> Iterator[Metric]:
        try:
            found = self._readings()
        except Exception:  # noqa: BLE001 - a scrape tells what it can while the database is away
            found = {}
        yield GaugeMetricFamily("chengjian_ledger_readable", "1 while the ledger can be asked", float(bool(found)))
        for name, (text, value) in found.items():
            yield GaugeMetricFamily("chengjian_" + name, text, value)

    def describe(self) -> Iterator[Metric]:
        return iter(())
