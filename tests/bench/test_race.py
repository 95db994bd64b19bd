"""Which runs of a campaign are left to do."""

from pathlib import Path
from typing import Any

from bench.files import store
from bench.machine import solver_revision
from bench.race import is_done, results

RUN: dict[str, Any] = {"scenario": "abc", "peer": "ours", "seconds": 60.0, "seed": 1}


def run(peer: str, ended: str, revision: str) -> dict[str, Any]:
    return RUN | {"peer": peer, "ended": ended, "machine": {"revision": revision}}


def test_what_failed_is_run_again() -> None:
    assert is_done(run("highs", "done", "old"))
    assert is_done(run("highs", "out of time", "old"))
    assert not is_done(run("highs", "exit code 1: broken", "old"))


def test_ours_is_run_again_when_it_has_changed() -> None:
    assert is_done(run("ours", "done", solver_revision()))
    assert not is_done(run("ours", "done", "old"))
    assert not is_done(run("greedy", "done", "old"))


def test_the_latest_run_of_a_kind_counts(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "race.jsonl"
    for ended, seed in (("exit code 1", 1), ("done", 2), ("done", 1)):
        store(file, RUN | {"ended": ended, "seed": seed})

    assert sorted((row["seed"], row["ended"]) for row in results(file)) == [
        (1, "done"),
        (2, "done"),
    ]
    assert results(tmp_path / "none") == []
