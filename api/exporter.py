"""`python -m api.exporter`: files and comparisons of whole plans, as a program of its own.

The input is one JSON value with `ask` and a `language`, the answer is one:

- `file`, `scenario`, `outcome` with its plan, `previous` (or null), `ending`: `base64`, the file;
- `comparison`, `sides`, each with a `label`, a `scenario` and a `plan`: `sides` as `compare` has
  them; with `workbook`, `base64`.
"""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from api.charts.plan import PICTURES
from api.exports import exported
from api.exports.comparison import Compared, compared_json
from api.exports.figures import Figures
from api.exports.xlsx.compared import compared_workbook
from scenarios.scenario import Scenario
from solver.outcome import Outcome
from solver.plan import Plan

Data = dict[str, Any]


def main() -> int:
    """Answer what is asked on standard input."""
    asked = json.loads(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(ANSWERS[asked["ask"]](asked), ensure_ascii=False))
    return 0


def _file(asked: Data) -> Data:
    scenario, outcome = _scenario(asked), Outcome.model_validate(asked["outcome"])
    previous = asked["previous"] and Plan.model_validate(asked["previous"])
    ending, language = asked["ending"], asked["language"]
    if ending not in PICTURES:
        return _encoded(exported(ending, scenario, outcome, previous, language))
    if outcome.plan is None:
        raise LookupError("an outcome without a plan has nothing to draw")
    return _encoded(PICTURES[ending](Figures(scenario, language, outcome.plan)))


def _comparison(asked: Data) -> Data:
    sides = [
        (one["label"], _scenario(one), Plan.model_validate(one["plan"])) for one in asked["sides"]
    ]
    compared = Compared.of(sides, asked["language"])
    if asked["workbook"]:
        return _encoded(compared_workbook(compared))
    return compared_json(compared)


def _scenario(asked: Data) -> Scenario:
    tables = {name: rows for name, rows in asked["scenario"].items() if name != "schema_version"}
    return Scenario.model_validate(tables)


def _encoded(body: bytes) -> Data:
    return {"base64": b64encode(body).decode()}


ANSWERS: dict[str, Callable[[Data], Data]] = {"file": _file, "comparison": _comparison}


if __name__ == "__main__":
    sys.exit(main())
