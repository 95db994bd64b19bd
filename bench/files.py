"""The scenarios that benchmarks run on, by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench import instances
from bench.child import ROOT
from scenarios import library
from scenarios.scenario import Scenario

CACHE = ROOT / ".cache" / "bench"
FOLDER_OF_RESULTS = ROOT / "bench" / "results"
"""What campaigns found, part of the project so that one can be cut into pieces anywhere."""


def load(name: str) -> Scenario:
    """A scenario of the library or of the benchmark set.

    Raises
    ------
    LookupError
        If there is none of that name.
    """
    return library.load(name) if name in library.names() else instances.load(name)


def names_of_sizes(sizes: list[int]) -> list[str]:
    """Files of the benchmark set with so many needs, smallest first."""
    return [name for name, entry in instances.index().items() if entry["needs"] in sizes]


def on_disk(scenario: Scenario) -> Path:
    """A file with the normal form of the scenario, named by its content."""
    path = CACHE / "scenarios" / f"{scenario.content_hash[:16]}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(scenario.normal_form(), ensure_ascii=False), encoding="utf-8")
    return path


def store(path: Path, row: dict[str, Any]) -> None:
    """Add a result to a file of results, a line each."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")


def stored(path: Path) -> list[dict[str, Any]]:
    """All results in a file, oldest first."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines]
