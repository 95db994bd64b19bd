"""Metrics in the form of Prometheus: of requests as they come, of jobs as they are asked for.

No label tells of a municipality, a scenario or a person, and each has few values.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from api.store.figures import Figures, Pool

NAME = "etalukkari"
UNKNOWN_ROUTE = "unknown"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
TASKS = Path("/proc/self/task")


class Answered(NamedTuple):
    """One answered request.

    Attributes
    ----------
    route
        Its pattern, never the path that was asked for.
    streamed
        Whether it is a stream of events, which lasts as long as somebody listens.
    """

    method: str
    route: str
    status: int
    seconds: float
    streamed: bool = False


class Metrics:
    """The metrics of one process; what stands in the database is the same from each of them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(namespace=NAME, registry=self.registry)
        self._requests = Counter(
            f"{NAME}_requests",
            "Requests answered, by route and status.",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            f"{NAME}_request_seconds",
            "Seconds until a request was answered, without streams of events.",
            ("method", "route"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.under_way = Gauge(
            f"{NAME}_requests_under_way",
            "Requests and streams of events that are being answered.",
            registry=self.registry,
        )
        build = Gauge(f"{NAME}_build", "The program.", ("version",), registry=self.registry)
        build.labels(version(NAME)).set(1)

    def answered(self, request: Answered) -> None:
        """Count a request."""
        self._requests.labels(request.method, request.route, str(request.status)).inc()
        if not request.streamed:
            self._seconds.labels(request.method, request.route).observe(request.seconds)

    def text(self, figures: Figures | None, pool: Pool) -> bytes:
        """Everything, as Prometheus reads it.

        Parameters
        ----------
        figures
            `None` if the database does not tell them.
        """
        told = CollectorRegistry()
        told.register(_Told([*_of_process(pool), *_of_database(figures)]))
        return generate_latest(self.registry) + generate_latest(told)


class _Told(Collector):
    def __init__(self, metrics: list[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> list[Metric]:
        return self._metrics


def _gauge(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"{NAME}_{name}", help_text, value=value)


def _of_process(pool: Pool) -> Iterator[Metric]:
    yield _gauge("database_connections_in_use", "Connections in use by this process.", pool.in_use)
    yield _gauge("database_connections_kept", "Connections that this process keeps.", pool.kept)
    yield _gauge("children", "Solvers and readers that this process runs.", _children())


def _of_database(figures: Figures | None) -> Iterator[Metric]:
    yield _gauge(
        "database_up", "Whether the database tells the figures below.", figures is not None
    )
    if figures is None:
        return
    of_jobs = {
        "count": GaugeMetricFamily(
            f"{NAME}_jobs", "Jobs that are kept, by kind and state.", labels=("kind", "state")
        ),
        "attempts": GaugeMetricFamily(
            f"{NAME}_job_attempts",
            "Attempts at these jobs; more than jobs that began says how many were taken over.",
            labels=("kind", "state"),
        ),
        "seconds": GaugeMetricFamily(
            f"{NAME}_job_seconds", "Seconds of work in these jobs.", labels=("kind", "state")
        ),
    }
    for row in figures.jobs:
        for name, family in of_jobs.items():
            family.add_metric((row.kind, row.state), getattr(row, name))
    yield from of_jobs.values()
    yield _gauge(
        "oldest_wait_seconds", "How long the first of the queue waits.", figures.oldest_wait
    )
    yield _gauge("worker_places", "Jobs that can run at once by all workers.", figures.places)


def _children() -> int:
    """Direct children of this process, where the system tells them."""
    found = 0
    for path in TASKS.glob("*/children"):
        # A thread that has ended meanwhile has no more children.
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            found += len(path.read_text().split())
    return found
