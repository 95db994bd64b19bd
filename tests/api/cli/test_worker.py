"""`worker` runs jobs beside others until it is told to stop."""

from __future__ import annotations

import json
import signal
from pathlib import Path

from tests.support.command import command
from tests.support.running import running


def test_it_says_who_it_is_and_stops_at_a_signal(tmp_path: Path) -> None:
    with running("worker", "--json", folder=tmp_path) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(3)]
        process.send_signal(signal.SIGTERM)
        code = process.wait(10)

    assert f"-{process.pid}-" in json.loads("".join(said))["worker"]
    assert code == 0


def test_one_that_would_take_nothing_is_refused() -> None:
    said = command("worker", "--jobs-at-once", "0", "--language", "en")

    assert said.code == 2
    assert "runs 0 jobs at once" in said.err
