"""The scenarios that benchmarks run on, by name."""

from __future__ import annotations

import importlib
import json
from pathlib import Path
from types import ModuleType

from bench.child import ROOT
from scenarios import library
from scenarios.scenario import Scenario

CACHE = ROOT / ".cache" / "bench"


def _instances() -> ModuleType:
    """The benchmark set, loaded only by those who ask for it."""
    return importlib.import_module("bench.instances")


def load(name: str) -> Scenario:
    """A scenario of the library or of the benchmark set."""
    if name in library.names():
        return library.load(name)
    found: Scenario = _instances().load(name)
    return found


def names_of_sizes(sizes: list[int]) -> list[str]:
    """Benchmark files with so many needs, smallest first.

    Files are named by their size, as in `n0100-august-tight`.
    """
    named = sorted(path.name.partition(".")[0] for path in (ROOT / "bench" / "instances").iterdir())
    wanted = {f"n{size:04d}" for size in sizes} | {f"n{size:05d}" for size in sizes}
    found = {name for name in named if name.partition("-")[0] in wanted}
    return sorted(found, key=lambda name: (int(name.partition("-")[0][1:]), name))


def on_disk(scenario: Scenario) -> Path:
    """A file with the normal form of the scenario, named by its content."""
    path = CACHE / "scenarios" / f"{scenario.content_hash[:16]}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(scenario.normal_form(), ensure_ascii=False), encoding="utf-8")
    return path
