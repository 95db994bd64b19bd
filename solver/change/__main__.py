"""`python -m solver.change`: what a changed plan needs of the engine, as a program of its own.

The input is one JSON value, the answer is one. By `ask`:

- `prepare`, `scenario`, `previous`, `published`, `open` (names of groups): the question to be
  solved, `scenario`, `previous`, `start`, and `impossible`, findings.
- `steps`, `scenario`, `previous`, `plan`, `open`: the `plan` with its groups named as before, the
  `steps` from the previous plan, `values`, and `moved`, half pupil-lessons.
- `cover`, `scenario`, `plan`, `absence`: `lessons`, each with who takes it, `cents`, `best`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from scenarios.scenario import Scenario
from solver.change.absence import Absence, lost_lessons
from solver.change.counted import moved_half_pupil_lessons
from solver.change.cover import cover
from solver.change.freezing import carried, following, prepared, without
from solver.change.naming import named_as_before
from solver.change.steps import steps
from solver.measure.objective import stage_values
from solver.plan import Plan

Data = dict[str, Any]


def main() -> int:
    """Answer what is asked on standard input."""
    asked = json.loads(sys.stdin.buffer.read())
    tables = {name: rows for name, rows in asked["scenario"].items() if name != "schema_version"}
    answer = ANSWERS[asked["ask"]](Scenario.model_validate(tables), asked)
    sys.stdout.write(json.dumps(answer, ensure_ascii=False))
    return 0


def _prepare(scenario: Scenario, asked: Data) -> Data:
    previous = Plan.model_validate(asked["previous"])
    found = prepared(scenario, previous, asked["published"], asked["open"])
    return {
        "scenario": found.scenario.normal_form(),
        "previous": _data(found.previous),
        "start": _data(found.start),
        "impossible": [_data(one) for one in found.impossible],
    }


def _steps(scenario: Scenario, asked: Data) -> Data:
    previous = Plan.model_validate(asked["previous"])
    given = Plan.model_validate({**asked["plan"], "scenario": scenario.content_hash})
    scenario = following(scenario, previous)
    before = carried(scenario, previous)
    plan = named_as_before(given, before)
    compared = without(previous, asked["open"])
    values = stage_values(scenario, plan, compared)
    return {
        "plan": _data(plan),
        "steps": [_data(step) for step in steps(scenario, before, plan, compared)],
        "values": {stage.value: value for stage, value in values.items()},
        "moved": moved_half_pupil_lessons(scenario, before, plan),
    }


def _cover(scenario: Scenario, asked: Data) -> Data:
    plan = Plan.model_validate(asked["plan"])
    absence = Absence.model_validate(asked["absence"])
    return _data(cover(scenario, plan, lost_lessons(scenario, plan, absence)))


def _data(model: BaseModel) -> Data:
    return model.model_dump(mode="json")


ANSWERS: dict[str, Callable[[Scenario, Data], Data]] = {
    "prepare": _prepare,
    "steps": _steps,
    "cover": _cover,
}


if __name__ == "__main__":
    sys.exit(main())
