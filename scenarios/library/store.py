"""Reading the stored scenarios and what is known about their plans."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from scenarios.rules import StageId
from scenarios.scenario import SCHEMA_VERSION, Scenario

FOLDER = files("scenarios.library")
BEST_KNOWN = "best_known.json"


class BestStage(BaseModel):
    """Best value found and best bound proved for a stage, both in the unit of the stage."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: StageId
    value: int = Field(ge=0)
    bound: int = Field(ge=0)
    optimal: bool = Field(description="Proved here and in every earlier stage.")


class BestKnown(BaseModel):
    """The best plan known of a scenario: better in the first stage in which two differ."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenario: str = Field(description="Content hash.")
    seconds: float = Field(ge=0, description="Seconds of the run that found it.")
    workers: int = Field(ge=1)
    stages: tuple[BestStage, ...]


def names() -> tuple[str, ...]:
    """Names of the stored scenarios, sorted."""
    found = [entry.name for entry in FOLDER.iterdir() if entry.name.endswith(".json")]
    return tuple(sorted(name.removesuffix(".json") for name in found if name != BEST_KNOWN))


@cache
def load(name: str) -> Scenario:
    """The stored scenario of that name.

    Raises
    ------
    LookupError
        If there is none.
    """
    if name not in names():
        raise LookupError(f"no library scenario {name!r}")
    text = FOLDER.joinpath(f"{name}.json").read_text(encoding="utf-8")
    tables: dict[str, Any] = json.loads(text)
    if tables.pop("schema_version") != SCHEMA_VERSION:
        raise ValueError(f"library scenario {name!r} has another schema version")
    return Scenario.model_validate(tables)


def best_known() -> dict[str, BestKnown]:
    """What is known of each scenario that was ever solved, by name."""
    path = FOLDER.joinpath(BEST_KNOWN)
    if not path.is_file():
        return {}
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {name: BestKnown.model_validate(entry) for name, entry in sorted(stored.items())}


def store(name: str, scenario: Scenario, folder: Path) -> None:
    """Write a scenario in its normal form, a line per row, without defaults."""
    form = scenario.model_dump(mode="json", exclude_defaults=True, by_alias=True)
    lines = [f'"schema_version": {SCHEMA_VERSION}', f'"settings": {_compact(form["settings"])}']
    for table, rows in form.items():
        if table != "settings" and rows:
            body = ",\n".join(_compact(row) for row in rows)
            lines.append(f'"{table}": [\n{body}\n]')
    (folder / f"{name}.json").write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8")


def store_best_known(known: dict[str, BestKnown], folder: Path) -> None:
    """Write what is known, a line per scenario."""
    lines = [
        f"{json.dumps(name)}: {_compact(entry.model_dump(mode='json'))}"
        for name, entry in sorted(known.items())
    ]
    (folder / BEST_KNOWN).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
