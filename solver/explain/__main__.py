"""`python -m solver.explain`: why needs are unserved, as a program of its own.

The input is one JSON value `{"scenario": …, "plan": …, "needs": [ids], "stages": …}`, the plan
being one that the verifier has passed, `stages` those of its outcome, or left out. Each need is
answered by one JSON line as soon as it is known: `{"need", "reason", "conflict", "smallest",
"further", "help", "price"}`. `conflict` is a list of findings, empty if none was proved; `further`
is a list of such lists; `help` is a list, the best first, of `{"changes": findings, "edits",
"effort", "needs", "pupils", "lessons", "moved", "differences"}`: the needs that the plan shown
serves more than the plan given, their pupils and pupil-lessons a week, and who has another time or
teacher; `price` is `{"finding", "differences"}` or null.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from scenarios.findings import Finding, Severity
from scenarios.needs import Need
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.explain.changes import Change
from solver.explain.conflict import Conflict, conflict
from solver.explain.help import Help, help_for
from solver.explain.limits import Limit
from solver.explain.price import Price, price_of
from solver.explain.shortage import FITS, reasons
from solver.outcome import StageResult
from solver.plan import Plan


def main() -> int:
    """Answer for every need asked about, in the order given."""
    asked = json.loads(sys.stdin.buffer.read())
    tables = {name: rows for name, rows in asked["scenario"].items() if name != "schema_version"}
    scenario = Scenario.model_validate(tables)
    plan = Plan.model_validate(asked["plan"])
    stages = [StageResult.model_validate(one) for one in asked.get("stages", ())]
    cost = next((one for one in stages if one.name is StageId.COST), None)
    counted = reasons(scenario, plan)
    others = [name for name, reason in counted.items() if reason.code not in FITS]
    for name in asked["needs"]:
        need, reason = scenario.need_of[name], counted[name]
        found = None if reason.code in FITS else conflict(scenario, plan, need)
        offers = help_for(scenario, plan, need, found, others) if found else ()
        price = None if found else price_of(scenario, plan, need, cost)
        line = {
            "need": name,
            "reason": _data(reason),
            "conflict": _limits(found) if found else [],
            "smallest": bool(found and found.smallest),
            "further": [_limits(one) for one in found.further] if found else [],
            "help": [_offered(offer) for offer in offers],
            "price": _priced(need, price) if price else None,
        }
        sys.stdout.write(f"{json.dumps(line, ensure_ascii=False)}\n")
        sys.stdout.flush()
    return 0


def _limits(found: Conflict) -> list[dict[str, Any]]:
    return [_as_finding(limit) for limit in found.limits]


def _priced(need: Need, price: Price) -> dict[str, Any]:
    finding = Finding(
        code=price.code,
        severity=Severity.INFO,
        subjects=(f"need:{need.need}",),
        numbers=price.numbers,
    )
    return {
        "finding": _data(finding),
        "differences": {stage.value: value for stage, value in price.differences.items()},
    }


def _offered(offer: Help) -> dict[str, Any]:
    return {
        "changes": [_as_finding(change) for change in offer.changes],
        "edits": [edit.model_dump(mode="json") for edit in offer.edits],
        "effort": offer.effort,
        "needs": list(offer.served),
        "pupils": offer.pupils,
        "lessons": offer.lessons,
        "moved": [one.model_dump(mode="json") for one in offer.moved],
        "differences": {stage.value: value for stage, value in offer.differences.items()},
    }


def _as_finding(said: Limit | Change) -> dict[str, Any]:
    return _data(
        Finding(
            code=said.code, severity=Severity.INFO, subjects=said.subjects, numbers=said.numbers
        )
    )


def _data(finding: Finding) -> dict[str, Any]:
    return finding.model_dump(mode="json")


if __name__ == "__main__":
    sys.exit(main())
