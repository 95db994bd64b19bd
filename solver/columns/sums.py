"""Stages as sums over the needs served and the bill, for companies that nobody has listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from scenarios.needs import PRIORITY, PinKind, Priority
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.teachers import Teacher
from scenarios.times import DAYS
from solver.candidates.presence import hundredths


class Contract(NamedTuple):
    """What a teacher can give and what it costs: half lessons, and grains for each."""

    least: int
    most: int
    free: int
    inside: int
    above: int
    hire: int


class Sum(NamedTuple):
    """A stage in its grains: the worth of what is unserved, and perhaps the bill."""

    worth: dict[str, int]
    bill: bool

    @property
    def total(self) -> int:
        """Grains if nobody is served."""
        return sum(self.worth.values())


class Limits(NamedTuple):
    """What earlier stages ask for.

    Attributes
    ----------
    forced
        Needs that must be served.
    kept
        Sums without a bill, each with its most grains.
    stages
        Which stages these are.
    """

    forced: frozenset[str]
    kept: tuple[tuple[Sum, int], ...]
    stages: tuple[StageId, ...]


def sum_of(scenario: Scenario, stage: StageId) -> Sum | None:
    """The stage; `None` if it is not such a sum."""
    if stage is StageId.COST:
        worth = hundredths(scenario.settings.worth_optional)
        return Sum(_worth(scenario, Priority.OPTIONAL, worth), bill=True)
    if stage in PRIORITY:
        return Sum(_worth(scenario, PRIORITY[stage], 1), bill=False)
    return None


def limits_of(scenario: Scenario, limits: Mapping[StageId, int]) -> Limits:
    """The limits that are about who is served; others are left out, which lowers bounds only."""
    locked = {pin.need for pin in scenario.pins if pin.kind is PinKind.LOCKED}
    forced = {need.need for need in scenario.needs if need.need in locked}
    kept: dict[StageId, tuple[Sum, int]] = {}
    for stage, most in limits.items():
        sum_ = sum_of(scenario, stage)
        if sum_ is None or sum_.bill:
            continue
        forced |= {need for need, worth in sum_.worth.items() if worth > most}
        if sum_.worth:
            kept[stage] = (sum_, most)
    return Limits(frozenset(forced), tuple(kept.values()), tuple(kept))


def contract_of(teacher: Teacher, *, bill: bool) -> Contract:
    """The teacher's contract; nothing costs anything outside the bill."""
    inside = hundredths(teacher.lesson_cost) * bill
    return Contract(
        int(teacher.min_lessons * 2),
        min(int(teacher.max_lessons * 2), 2 * len(DAYS) * teacher.max_lessons_day),
        int(teacher.contract_lessons * 2),
        inside,
        hundredths(teacher.overtime_cost) * bill - inside,
        2 * hundredths(teacher.hire_cost) * bill,
    )


def _worth(scenario: Scenario, priority: Priority, each: int) -> dict[str, int]:
    return {
        need.need: each * need.half_pupil_lessons
        for need in scenario.needs
        if need.priority is priority
    }
