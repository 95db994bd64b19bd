"""Explanations from the engine, which runs as a program of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scenarios.scenario import Scenario
    from solver.outcome import StageResult
    from solver.plan import Plan

# Without -P a file named solver.py in the office's folder would be run instead.
EXPLAINER = (sys.executable, "-P", "-m", "solver.explain")


class ExplainerError(RuntimeError):
    """The program ended before it had answered everything."""


def explained(
    scenario: Scenario, plan: Plan, needs: Sequence[str], stages: Sequence[StageResult] = ()
) -> Iterator[dict[str, Any]]:
    """An answer for each need, as soon as it is there, in the form of `python -m solver.explain`.

    Parameters
    ----------
    stages
        Of the outcome that the plan comes from: what was proved of it.

    Raises
    ------
    ExplainerError
        If the program fails.
    """
    asked = {
        "scenario": scenario.normal_form(),
        "plan": plan.model_dump(mode="json"),
        "needs": list(needs),
        "stages": [one.model_dump(mode="json") for one in stages],
    }
    with subprocess.Popen(
        EXPLAINER, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as child:
        if child.stdin is None or child.stdout is None:
            raise ExplainerError("the program has no input or output")
        try:
            # It reads everything before it answers, so neither waits for the other.
            child.stdin.write(json.dumps(asked, ensure_ascii=False))
            child.stdin.close()
            for line in child.stdout:
                yield json.loads(line)
        except GeneratorExit:
            child.kill()
            raise
    if child.returncode:
        raise ExplainerError(f"the program ended with exit code {child.returncode}")
