"""The kinds of study: the function that asks the cases of each and reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from scenarios.scenario import Scenario
from solver.study.cases import Ask
from solver.study.frontier import frontier
from solver.study.hiring import hiring
from solver.study.shares import shares
from solver.study.stress import stress
from solver.study.variants import variants

KINDS: dict[str, Callable[[Scenario, Any, Ask], BaseModel]] = {
    "variants": variants,
    "shares": shares,
    "frontier": frontier,
    "hiring": hiring,
    "stress": stress,
}
