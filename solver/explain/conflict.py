"""Why a need has no place, as a smallest set of limits that cannot hold together.

The set is found by lifting limits, halves of them at a time (Junker, QuickXplain, AAAI 2004), and
proved anew at the end on its own. It is smallest in the sense that with any one of its limits
lifted the others can hold, as far as the work granted was enough to tell.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from scenarios.needs import Need, Priority
from scenarios.scenario import Scenario
from scenarios.variants import apply
from solver.candidates.candidates import Candidates, candidates
from solver.candidates.parts import parts
from solver.explain.limits import Limit, limits
from solver.explain.possible import can_serve
from solver.plan import Plan

OTHER_SEED = 2
ORDER = tuple(Priority)


class Conflict(NamedTuple):
    """Limits that cannot hold together with the need served.

    Attributes
    ----------
    limits
        Empty if the need has no place even with all limits lifted, as without a qualified teacher.
    smallest
        Proved: with any one of them lifted the need could be served.
    """

    limits: tuple[Limit, ...]
    smallest: bool


def conflict(scenario: Scenario, plan: Plan, need: Need) -> Conflict | None:
    """Why the need cannot be served beside those that the plan serves and that matter as much.

    `None` if no conflict was proved: it may well have a place.
    """
    given = candidates(scenario)
    for others in _scopes(given, plan, need):
        found = _Search(given, need, others).conflict()
        if found is not None:
            return found
    return None


def _scopes(given: Candidates, plan: Plan, need: Need) -> list[tuple[str, ...]]:
    """Others to keep served, from the few in the way to all that the plan serves.

    Whoever is left out may go, so what cannot be without them cannot be with them.
    """
    need_of = given.scenario.need_of
    able = set(given.teachers_of[need.need])
    matter = {
        name
        for name in plan.group_of
        if ORDER.index(need_of[name].priority) <= ORDER.index(need.priority)
    }
    taught = {name for name in matter if plan.group_of[name][0].teacher in able}
    tied = {
        other.need
        for part in parts(given)
        if able & {teacher for _, teacher in part.slots}
        for other in part.scenario.needs
    }
    scopes = [tuple(sorted(names)) for names in ((), taught, tied & matter, matter)]
    return [one for place, one in enumerate(scopes) if one not in scopes[:place]]


class _Search:
    """The limits of one question, lifted in turn."""

    def __init__(self, given: Candidates, need: Need, others: Sequence[str]) -> None:
        self._scenario, self._need, self._others = given.scenario, need, others
        teachers = {t for name in (need.need, *others) for t in given.teachers_of[name]}
        self._limits = limits(self._scenario, need, teachers, others)
        self._sure = True

    def conflict(self) -> Conflict | None:
        """A smallest set; `None` if the limits together are not proved to be in conflict."""
        if self._possible(()) is not False:
            return None
        if self._possible(self._limits) is False:
            return Conflict((), smallest=True)
        kept = self._needed((), self._limits, changed=False)
        lifted = [one for one in self._limits if one not in kept]
        if self._possible(lifted, seed=OTHER_SEED) is not False:
            return None
        return Conflict(tuple(kept), self._sure)

    def _needed(
        self, kept: tuple[Limit, ...], asked: tuple[Limit, ...], *, changed: bool
    ) -> tuple[Limit, ...]:
        """Those of the limits asked about that are needed for a conflict beside those kept."""
        if changed and self._impossible(kept):
            return ()
        if len(asked) <= 1:
            return asked
        half = len(asked) // 2
        first, second = asked[:half], asked[half:]
        of_second = self._needed((*kept, *first), second, changed=bool(first))
        of_first = self._needed((*kept, *of_second), first, changed=bool(of_second))
        return (*of_first, *of_second)

    def _impossible(self, kept: Collection[Limit]) -> bool:
        possible = self._possible([one for one in self._limits if one not in kept])
        # What stayed open counts as possible, so what is left is a conflict, if not the smallest.
        self._sure = self._sure and possible is not None
        return possible is False

    def _possible(self, lifted: Collection[Limit], seed: int = 1) -> bool | None:
        gone = {one.need for one in lifted if one.need}
        served = {self._need.need, *(name for name in self._others if name not in gone)}
        edited = with_lifted(self._scenario, lifted)
        return None if edited is None else can_serve(edited, served, seed=seed).possible


def with_lifted(scenario: Scenario, lifted: Collection[Limit]) -> Scenario | None:
    """The scenario without the limits; `None` if its checks refuse what that makes of it."""
    # Limits of one teacher may have an edit in common.
    edits = {edit.model_dump_json(): edit for one in lifted for edit in one.edits}
    return apply(scenario, edits.values()).scenario if edits else scenario
