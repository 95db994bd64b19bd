"""What would give a need its place: the smallest changes that do, each shown by a plan.

Changes are small ones of the limits in conflict: a few lessons more, one room more, lunch a little
earlier. Each is tried by solving, the groups of needs that are not in the way staying as they are,
and is offered only with a plan of the whole that the verifier has passed. In that plan as few
lessons move as were found to be enough, and further needs have the place that the change gives.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from scenarios.needs import Need
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.variants import Edit, apply
from solver.explain.changes import Change, small_changes
from solver.explain.conflict import Conflict, conflict
from solver.explain.further import Further
from solver.explain.possible import moving_few
from solver.measure.compare import Change as Moved
from solver.measure.compare import changes as moves
from solver.measure.numbers import Number, from_halves
from solver.measure.objective import stage_values
from solver.plan import Plan

MOST_BEGUN, MOST_TRIED, MOST_OFFERED = 4, 40, 5


class Help(NamedTuple):
    """Changes that together give the need its place, and a plan that shows it.

    Attributes
    ----------
    served
        Needs that the plan serves and the plan before did not, the one explained first.
    pupils
        In these needs.
    lessons
        Pupil-lessons a week of these needs.
    moved
        Needs served before that have another time or teacher.
    differences
        By stage the value of that plan less that of the plan before.
    """

    changes: tuple[Change, ...]
    plan: Plan
    served: tuple[str, ...]
    pupils: int
    lessons: Number
    moved: tuple[Moved, ...]
    differences: dict[StageId, int]

    @property
    def effort(self) -> int:
        """How hard an office finds all the changes together."""
        return sum(change.effort for change in self.changes)

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The changes in the scenario, each once."""
        return _edits(self.changes)


class _Shown(NamedTuple):
    """Changes with the scenario that they make, and a plan of it."""

    changes: tuple[Change, ...]
    edited: Scenario
    plan: Plan


def help_for(
    scenario: Scenario,
    plan: Plan,
    need: Need,
    found: Conflict | None = None,
    others: Collection[str] = (),
) -> tuple[Help, ...]:
    """The easiest changes that serve the need and everybody served now, the best first.

    Single changes first; pairs where no single one is enough. Empty if none was found, which
    does not say that there is none.

    Parameters
    ----------
    others
        Unserved needs that a change may serve as well.
    """
    known = found or conflict(scenario, plan, need, only_first=True)
    if known is None:
        return ()
    changes = _easiest_first(scenario, need, known)
    names = {limit.need for limit in known.limits if limit.need}
    movable = _in_the_way(plan, names)
    tried: Iterable[tuple[Change, ...]] = [(change,) for change in changes]
    shown = list(_that_help(scenario, plan, need, movable, tried))
    if not shown:
        tried = islice(_pairs(scenario, plan, need, changes[:MOST_BEGUN]), MOST_TRIED)
        shown = list(_that_help(scenario, plan, need, movable, tried))
    further = Further(scenario, plan, need, others)
    offered = [_offered(scenario, plan, one, further) for one in shown]
    return tuple(sorted(offered, key=_rank)[:MOST_OFFERED])


def _rank(offer: Help) -> tuple[int, int, int, int]:
    """Easier before harder; then more pupils, less cost, fewer moved."""
    return offer.effort, -offer.pupils, offer.differences[StageId.COST], len(offer.moved)


def _easiest_first(scenario: Scenario, need: Need, known: Conflict) -> list[Change]:
    changes = (change for limit in known.limits for change in small_changes(scenario, need, limit))
    return sorted(changes, key=lambda change: change.effort)


def _pairs(
    scenario: Scenario, plan: Plan, need: Need, changes: Iterable[Change]
) -> Iterator[tuple[Change, ...]]:
    """Each change with one of what is in conflict once it is made."""
    for first in changes:
        edited = apply(scenario, first.edits).scenario
        further = conflict(edited, plan, need, only_first=True) if edited else None
        for second in _easiest_first(scenario, need, further) if further else ():
            yield first, second


def _in_the_way(plan: Plan, names: Collection[str]) -> set[str]:
    """All who are taught by a teacher of those in the conflict."""
    teachers = {plan.group_of[name][0].teacher for name in names if name in plan.group_of}
    return {
        member.need
        for group in plan.groups
        if group.teacher in teachers
        for member in group.members
    }


def _edits(changes: Iterable[Change]) -> tuple[Edit, ...]:
    every = {edit.model_dump_json(): edit for one in changes for edit in one.edits}
    return tuple(every.values())


def _that_help(
    scenario: Scenario,
    plan: Plan,
    need: Need,
    movable: Collection[str],
    tried: Iterable[Sequence[Change]],
) -> Iterator[_Shown]:
    for changes in tried:
        edited = apply(scenario, _edits(changes)).scenario
        shown = moving_few(edited, plan, need.need, movable) if edited else None
        if edited is not None and shown is not None:
            yield _Shown(tuple(changes), edited, shown)


def _offered(scenario: Scenario, plan: Plan, shown: _Shown, further: Further) -> Help:
    """What the changes give, and what they do to the rest of the plan."""
    subjects = (name for change in shown.changes for name in change.subjects)
    teachers = {name.partition(":")[2] for name in subjects if name.startswith("teacher:")}
    larger, served = further.beside(shown.edited, shown.plan, teachers)
    before, after = stage_values(scenario, plan), stage_values(shown.edited, larger)
    rows = [scenario.need_of[name] for name in served]
    touched = moves((scenario, plan), (shown.edited, larger))
    return Help(
        changes=shown.changes,
        plan=larger,
        served=served,
        pupils=sum(row.pupils for row in rows),
        lessons=from_halves(sum(row.half_pupil_lessons for row in rows)),
        moved=tuple(one for one in touched if one.before and one.after),
        differences={stage: value - before[stage] for stage, value in after.items()},
    )
