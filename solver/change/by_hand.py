"""`python -m solver.change.by_hand`: what changes by hand do, as a program of its own.

The input is one JSON value with `scenario`, `plan`, `previous` (or null) and what is asked; the
answer is one. By `ask`:

- `check`, `moves`: `effects`, all that the moves do together;
- `commit`, `moves`: the same, and, if nothing is broken, `edits` that pin what has moved,
  `violations` of the whole plan in the scenario with these pins, and its `outcome`;
- `places`, `group` or `need`, `most`: `places` where it could go;
- `alternatives`, `need`: the next best for a served need.

A move of something that is not there is answered by `missing`, a `noun` and a `name`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

from scenarios.scenario import Scenario
from scenarios.variants import apply
from solver.change.alternatives import alternatives, as_data
from solver.change.effects import Before, Effects
from solver.change.moves import ImpossibleMoveError, Move
from solver.change.pinning import pins_as_edits
from solver.change.places import places_of_group, places_of_need
from solver.measure.unproved import unproved
from solver.plan import Plan
from solver.verify.report import verify

Data = dict[str, Any]
MOVES: TypeAdapter[tuple[Move, ...]] = TypeAdapter(tuple[Move, ...])


def main() -> int:
    """Answer what is asked on standard input."""
    asked = json.loads(sys.stdin.buffer.read())
    tables = {name: rows for name, rows in asked["scenario"].items() if name != "schema_version"}
    previous = asked["previous"] and Plan.model_validate(asked["previous"])
    before = Before(Scenario.model_validate(tables), Plan.model_validate(asked["plan"]), previous)
    sys.stdout.write(json.dumps(answer(before, asked), ensure_ascii=False))
    return 0


def answer(before: Before, asked: Data) -> Data:
    """What is asked of a plan."""
    try:
        return ANSWERS[asked["ask"]](before, asked)
    except ImpossibleMoveError as error:
        return {"missing": {"noun": error.noun, "name": error.name}}


def _check(before: Before, asked: Data) -> Data:
    return {"effects": _effects(before, asked).model_dump(mode="json", exclude={"plan"})}


def _commit(before: Before, asked: Data) -> Data:
    effects = _effects(before, asked)
    told: Data = {"effects": effects.model_dump(mode="json", exclude={"plan"})}
    if not effects.allowed:
        return told
    scenario, needs = before.scenario, [one.need for one in effects.changes]
    edits = pins_as_edits(scenario, effects.plan, needs).edits
    applied = apply(scenario, edits)
    told["edits"] = [edit.model_dump(mode="json") for edit in edits]
    told["violations"] = [one.model_dump(mode="json") for one in applied.findings]
    if applied.scenario is None:
        return told
    plan = effects.plan.model_copy(update={"scenario": applied.scenario.content_hash})
    broken = verify(applied.scenario, plan)
    told["violations"] = [one.model_dump(mode="json") for one in broken]
    told["outcome"] = unproved(applied.scenario, plan, before.previous).model_dump(mode="json")
    return told


def _effects(before: Before, asked: Data) -> Effects:
    return before.effects(MOVES.validate_python(asked["moves"]))


def _places(before: Before, asked: Data) -> Data:
    try:
        if asked.get("group") is not None:
            found = places_of_group(before, asked["group"], asked["most"])
        else:
            found = places_of_need(before, asked["need"], asked["most"])
    except LookupError:
        noun = "need" if asked.get("group") is None else "group"
        return {"missing": {"noun": noun, "name": asked[noun]}}
    return {"places": [place.model_dump(mode="json") for place in found]}


def _alternatives(before: Before, asked: Data) -> Data:
    return as_data(asked["need"], alternatives(before, asked["need"]))


ANSWERS: dict[str, Callable[[Before, Data], Data]] = {
    "check": _check,
    "commit": _commit,
    "places": _places,
    "alternatives": _alternatives,
}


if __name__ == "__main__":
    sys.exit(main())
