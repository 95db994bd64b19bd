"""`python -m solver.explain`: why needs are unserved, as a program of its own.

The input is one JSON value `{"scenario": …, "plan": …, "needs": [ids]}`, the plan being one that
the verifier has passed. Each need is answered by one JSON line as soon as it is known:
`{"need", "reason", "conflict", "smallest", "help"}`. `conflict` is a list of findings, empty if
none was proved; `help` is a list of `{"changes": findings, "edits", "differences"}`.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from scenarios.findings import Finding, Severity
from scenarios.scenario import Scenario
from solver.explain.conflict import conflict
from solver.explain.help import Change, Help, help_for
from solver.explain.limits import Limit
from solver.explain.shortage import reasons
from solver.plan import Plan


def main() -> int:
    """Answer for every need asked about, in the order given."""
    asked = json.loads(sys.stdin.buffer.read())
    tables = {name: rows for name, rows in asked["scenario"].items() if name != "schema_version"}
    scenario = Scenario.model_validate(tables)
    plan = Plan.model_validate(asked["plan"])
    counted = reasons(scenario, plan)
    for name in asked["needs"]:
        line = {"need": name, "reason": _data(counted[name]), **_proved(scenario, plan, name)}
        sys.stdout.write(f"{json.dumps(line, ensure_ascii=False)}\n")
        sys.stdout.flush()
    return 0


def _proved(scenario: Scenario, plan: Plan, name: str) -> dict[str, Any]:
    need = scenario.need_of[name]
    found = conflict(scenario, plan, need)
    offers = help_for(scenario, plan, need, found) if found else ()
    return {
        "conflict": [_as_finding(limit) for limit in found.limits] if found else [],
        "smallest": bool(found and found.smallest),
        "help": [_offered(offer) for offer in offers],
    }


def _offered(offer: Help) -> dict[str, Any]:
    return {
        "changes": [_as_finding(change) for change in offer.changes],
        "edits": [edit.model_dump(mode="json") for one in offer.changes for edit in one.edits],
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
