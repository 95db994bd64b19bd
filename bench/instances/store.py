"""Reading and writing the files of the benchmark set.

A file is the normal form of a scenario as JSON, compressed with xz. `index.json` says of each its
content hash and how large it is. The folder `plans` holds the best plans known, compressed alike.
"""

from __future__ import annotations

import json
import lzma
from functools import lru_cache
from pathlib import Path
from typing import Any

from bench.known import Known, read_known, write_known
from scenarios.scenario import SCHEMA_VERSION, Scenario
from solver.plan import Plan

FOLDER = Path(__file__).parent
INDEX = FOLDER / "index.json"
PLANS = FOLDER / "plans"
BEST_KNOWN = FOLDER / "best_known.json"
SUFFIX = ".json.xz"
COUNTED = ("needs", "municipalities", "schools", "classes", "lessons", "subjects", "teachers")


def names() -> tuple[str, ...]:
    """Names of the files, smallest scenarios first."""
    return tuple(index())


def index() -> dict[str, dict[str, Any]]:
    """Content hash, numbers of rows and bytes of each file."""
    entries: dict[str, dict[str, Any]] = json.loads(INDEX.read_text(encoding="utf-8"))
    return entries


# The largest take a gigabyte of memory each.
@lru_cache(maxsize=2)
def load(name: str) -> Scenario:
    """The scenario of that name.

    Raises
    ------
    LookupError
        If there is none.
    ValueError
        If the file holds another scenario than the index says.
    """
    known = index().get(name)
    if known is None:
        raise LookupError(f"no benchmark scenario {name!r}")
    with lzma.open(FOLDER / f"{name}{SUFFIX}") as file:
        tables = json.load(file)
    if tables.pop("schema_version") != SCHEMA_VERSION:
        raise ValueError(f"benchmark scenario {name!r} has another schema version")
    scenario = Scenario.model_validate(tables)
    if scenario.content_hash != known["scenario"]:
        raise ValueError(f"benchmark scenario {name!r} is not the one in the index")
    return scenario


def store(name: str, scenario: Scenario, folder: Path = FOLDER) -> dict[str, Any]:
    """Write a scenario; what the index says of it."""
    packed = _packed(scenario.normal_form())
    (folder / f"{name}{SUFFIX}").write_bytes(packed)
    counts = {table: len(scenario.rows(table)) for table in COUNTED}
    return {"scenario": scenario.content_hash, **counts, "bytes": len(packed)}


def plan_of(name: str) -> Plan | None:
    """The best plan known of a scenario, where one is stored."""
    path = PLANS / f"{name}{SUFFIX}"
    if not path.is_file():
        return None
    return Plan.model_validate_json(lzma.decompress(path.read_bytes()))


def store_plan(name: str, plan: Plan) -> None:
    """Write the best plan known of a scenario in place of the one before."""
    PLANS.mkdir(exist_ok=True)
    (PLANS / f"{name}{SUFFIX}").write_bytes(_packed(plan.model_dump(mode="json")))


def _packed(content: Any) -> bytes:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return lzma.compress(text.encode(), preset=9)


def store_index(entries: dict[str, dict[str, Any]], path: Path = INDEX) -> None:
    """Write the index, a line per file, in the order of the sizes."""
    ordered = sorted(entries.items(), key=lambda item: (item[1]["needs"], item[0]))
    lines = [f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in ordered]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def best_known() -> dict[str, Known]:
    """What is known of each scenario that was ever solved, by name."""
    return read_known(BEST_KNOWN)


def store_best_known(known: dict[str, Known]) -> None:
    """Write what is known of each scenario."""
    write_known(known, BEST_KNOWN)
