"""What those who run the service look at."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient

from api.store.workers import Worker, beat
from api.web.depends import Parts

METRIC = re.compile(r"^(\w+)(?:\{(.*)\})? ([0-9.e+-]+)$", re.M)


def works(parts: Parts) -> None:
    """A worker says that it lives."""
    with parts.store.write() as connection:
        beat(connection, Worker("w1", 1, "1"))


def metrics_of(client: TestClient, path: str = "/v1/metrics") -> dict[tuple[str, str], float]:
    """Value by name and labels."""
    said = client.get(path)
    assert said.status_code == 200, said.text
    return {(name, labels): float(value) for name, labels, value in METRIC.findall(said.text)}
