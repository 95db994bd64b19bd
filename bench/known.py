"""The best values and bounds known of stored scenarios: joined, and checked against each other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from pydantic import Field

from scenarios.library import BestKnown
from scenarios.library.store import BestStage
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.outcome import Outcome

K = TypeVar("K", bound=BestKnown)


class Known(BestKnown):
    """What is known of a scenario, and who found it."""

    who: str = Field(default="", description="Program and version, machine if it matters.")


class ContradictionError(ValueError):
    """A bound above the value of a plan that keeps the earlier stages: one of them is wrong."""


def known_from(scenario: Scenario, outcome: Outcome, seconds: float, workers: int) -> BestKnown:
    """What an outcome tells of a scenario, `seconds` where it does not say its own."""
    return BestKnown(
        scenario=scenario.content_hash,
        seconds=round(outcome.run.seconds if outcome.run else seconds, 1),
        workers=workers,
        stages=tuple(
            BestStage(name=row.name, value=row.value, bound=row.bound or 0, optimal=row.optimal)
            for row in outcome.stages
            if row.value is not None
        ),
    )


def leads(new: BestKnown, old: BestKnown | None) -> bool:
    """Whether the new one is smaller in the first stage in which the values differ."""
    if old is None or old.scenario != new.scenario:
        return True
    return [stage.value for stage in new.stages] < [stage.value for stage in old.stages]


def better(new: K, old: K | None) -> K:
    """The one that leads, with the larger of the bounds that hold for both.

    The bound of a stage holds for every run in which the earlier stages have the same values,
    so of two such runs the larger bound is kept.

    Raises
    ------
    ContradictionError
        If the bound of the one is above the value of the other.
    """
    if old is None or old.scenario != new.scenario:
        return new
    best, other = (new, old) if leads(new, old) else (old, new)
    stages: list[BestStage] = []
    same = True
    for place, stage in enumerate(best.stages):
        twin = other.stages[place] if same and place < len(other.stages) else None
        bound = max(stage.bound, twin.bound) if twin else stage.bound
        if bound > stage.value:
            raise ContradictionError(f"{stage.name}: value {stage.value} below bound {bound}")
        same = same and twin is not None and twin.value == stage.value
        proved = bound == stage.value and all(row.optimal for row in stages)
        stages.append(stage.model_copy(update={"bound": bound, "optimal": proved}))
    return best.model_copy(update={"stages": tuple(stages)})


def contradictions(
    known: BestKnown, values: Mapping[StageId, int], scenario: Scenario
) -> Iterator[str]:
    """Bounds that a sound plan with these values proves wrong.

    The bound of a stage speaks of plans whose earlier stages are within what was reached and its
    slack; of others it says nothing.
    """
    for stage in known.stages:
        value = values[stage.name]
        if value < stage.bound:
            yield f"{stage.name}: value {value} below bound {stage.bound}"
        if value > allowed(scenario, stage):
            return


def allowed(scenario: Scenario, stage: BestStage) -> int:
    """The largest value that later stages may leave of what a stage reached."""
    slack: Decimal = scenario.settings.slack(stage.name)
    return int(stage.value * (100 + slack) / 100)


def gap(value: int, bound: int) -> float:
    """How far a value may be from the optimum, as a share of the value."""
    return (value - bound) / max(1, value)


def read_known(path: Path) -> dict[str, Known]:
    """What a file knows, by name of the scenario; nothing if there is no such file."""
    if not path.is_file():
        return {}
    stored = json.loads(path.read_text(encoding="utf-8"))
    return {name: Known.model_validate(entry) for name, entry in sorted(stored.items())}


def write_known(known: Mapping[str, Known], path: Path) -> None:
    """Write a file, a line per scenario."""
    lines = [
        f"{json.dumps(name)}: "
        + json.dumps(entry.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
        for name, entry in sorted(known.items())
    ]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
