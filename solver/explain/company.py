"""How many pupils could at best sit in one group with a need."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.needs import Need, Priority
from scenarios.scenario import Scenario
from scenarios.servability import Servability
from solver.explain.facts import Fact, Option
from solver.explain.fits import Starts, pupils_starts


def too_few(scenario: Scenario, need: Need, options: Iterable[Option]) -> Fact | None:
    """The fact that at no start enough pupils come together, if that is so.

    An upper bound is counted: all needs of the course that could come at one start, whatever
    their number, their grades among each other or their other lessons.
    """
    least = scenario.subject_of[need.subject].min_pupils
    if need.priority is Priority.STATUTORY or need.pupils >= least:
        return None
    partners = [row for row in scenario.needs if may_join(scenario, need, row)]
    able_to = Servability(scenario)
    starts = {row.need: pupils_starts(scenario, row) for row in partners}
    most = need.pupils
    for option in options:
        taught = [
            row
            for row in partners
            if able_to.qualified(option.teacher, row) and able_to.permitted(option.teacher, row)
        ]
        for together in _together(option, taught, starts):
            if any(row.priority is Priority.STATUTORY for row in together):
                return None
            most = max(most, need.pupils + sum(row.pupils for row in together))
    if most >= least:
        return None
    return Fact("too_few_pupils", (), {"pupils": need.pupils, "together": most, "least": least})


def may_join(scenario: Scenario, need: Need, other: Need) -> bool:
    """Whether the other need has the same course and grades near enough for one group."""
    if need.need == other.need or (need.subject, need.level) != (other.subject, other.level):
        return False
    if scenario.language_of(need) != scenario.language_of(other):
        return False
    span = max(need.grade_to, other.grade_to) - min(need.grade_from, other.grade_from)
    return span <= scenario.subject_of[need.subject].grade_span


def _together(
    option: Option, partners: list[Need], starts: dict[str, Starts]
) -> Iterable[list[Need]]:
    for (day, half), candidates in option.starts.items():
        for start in sorted(candidates):
            yield [row for row in partners if start in starts[row.need][day, half]]
