"""The kinds of study: what each is given, and the function that asks its cases and reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import BaseModel

from scenarios.scenario import Scenario
from solver.study.cases import Ask
from solver.study.frontier import frontier
from solver.study.hires import HiringSettings
from solver.study.hiring import hiring
from solver.study.legs import FrontierSettings
from solver.study.shares import shares
from solver.study.sharing import SharesSettings
from solver.study.stress import stress
from solver.study.trials import StressSettings
from solver.study.variants import variants
from solver.study.varied import VariantsSettings


class Kind(NamedTuple):
    """A kind of study: the model of its settings, and its function."""

    settings: type[BaseModel]
    study: Callable[[Scenario, Any, Ask], BaseModel]


KINDS: dict[str, Kind] = {
    "variants": Kind(VariantsSettings, variants),
    "shares": Kind(SharesSettings, shares),
    "frontier": Kind(FrontierSettings, frontier),
    "hiring": Kind(HiringSettings, hiring),
    "stress": Kind(StressSettings, stress),
}
