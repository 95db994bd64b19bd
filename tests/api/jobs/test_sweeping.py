"""The sweep comes by itself, also after one that failed."""

from __future__ import annotations

import threading
from datetime import date
from typing import cast

import pytest

from api.jobs import sweeping
from api.jobs.removing import Remover


class Counted:
    """A remover whose first sweep fails."""

    def __init__(self) -> None:
        self.swept = threading.Semaphore(0)
        self.times = 0

    def sweep(self, today: date) -> list[str]:
        assert abs((today - date.today()).days) <= 1  # noqa: DTZ011  (the machine may be anywhere)
        self.times += 1
        self.swept.release()
        if self.times == 1:
            raise RuntimeError("the database is away")
        return []


def test_it_sweeps_again_after_one_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "AGAIN_SECONDS", 0.01)
    counted = Counted()

    with sweeping.Sweeper(cast("Remover", counted), first=0.01):
        assert counted.swept.acquire(timeout=10)
        assert counted.swept.acquire(timeout=10)

    assert counted.times >= 2
