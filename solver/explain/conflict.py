"""Why a need has no place, as a smallest set of limits that cannot hold together.

The set is found by lifting limits, halves of them at a time (Junker, QuickXplain, AAAI 2004), and
proved anew at the end on its own. It is smallest in the sense that with any one of its limits
lifted the others can hold, as far as the work granted was enough to tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from scenarios.needs import Need, Priority
from scenarios.scenario import Scenario
from scenarios.variants import apply
from solver.explain.givens import givens
from solver.explain.limits import Limit, limits
from solver.explain.possible import can_serve, can_serve_around
from solver.explain.question import excerpt, qualified
from solver.plan import Plan

OTHER_SEED = 2
MOST_KEPT, MOST_LIFTED = 40, 12
EASY = 1
"""After so many scopes a place is looked for before the large ones are asked about."""
ORDER = tuple(Priority)


class Conflict(NamedTuple):
    """Limits that cannot hold together with the need served.

    Attributes
    ----------
    limits
        Empty if the need has no place even with all limits lifted.
    smallest
        Proved: with any one of them lifted the need could be served.
    further
        Other such sets, each of which stands even with all limits of those before it lifted: one
        limit of every set has to be lifted.
    """

    limits: tuple[Limit, ...]
    smallest: bool
    further: tuple[Conflict, ...] = ()


def conflict(
    scenario: Scenario, plan: Plan, need: Need, *, only_first: bool = False
) -> Conflict | None:
    """Why the need cannot be served beside those that the plan serves and that matter as much.

    `None` if no conflict was proved: it may well have a place.

    Parameters
    ----------
    only_first
        Do not ask what else stands in the way with its limits lifted.
    """
    for place, others in enumerate(_scopes(scenario, plan, need)):
        search = _Search(scenario, need, others)
        found = search.conflict()
        if found is not None:
            further = () if only_first else tuple(search.further(found))
            return found._replace(further=further)
        # More that stay served are seldom easier to judge.
        if not search.answered or (place == EASY and _has_a_place(scenario, plan, need)):
            return None
    return None


def _has_a_place(scenario: Scenario, plan: Plan, need: Need) -> bool:
    """Whether a plan with the need, and all served now, is found near this plan."""
    able = qualified(scenario, [need.need])
    taught = {name for name, (group, _) in plan.group_of.items() if group.teacher in able}
    return can_serve_around(scenario, plan, {need.need, *taught}).plan is not None


def _scopes(scenario: Scenario, plan: Plan, need: Need) -> list[tuple[str, ...]]:
    """Others to keep served, from the few in the way to those in their way.

    Whoever is left out may go, so what cannot be without them cannot be with them.
    """
    need_of = scenario.need_of
    matter = {
        name
        for name in plan.group_of
        if ORDER.index(need_of[name].priority) <= ORDER.index(need.priority)
    }

    def taught(by: Collection[str]) -> set[str]:
        return {name for name in matter if plan.group_of[name][0].teacher in by}

    able = taught(qualified(scenario, [need.need]))
    near = {name for name in matter if need_of[name].school == need.school}
    beyond = taught(qualified(scenario, [need.need, *able, *near])) | near
    scopes = [tuple(sorted(names)) for names in ((), able, near, able | near, beyond)]
    return [
        one
        for place, one in enumerate(scopes)
        if one not in scopes[:place] and len(one) <= MOST_KEPT
    ]


class _Search:
    """The limits of one question, lifted in turn."""

    def __init__(self, scenario: Scenario, need: Need, others: Sequence[str]) -> None:
        self._whole, self._need, self._others = scenario, need, others
        self._scenario = excerpt(scenario, [need.need, *others])
        self._limits = limits(self._scenario, need, self._scenario.teacher_of, others)
        self._gone: tuple[Limit, ...] = ()
        self._sure = True
        self.answered = False

    def conflict(self) -> Conflict | None:
        """A smallest set; `None` if the limits together are not proved to be in conflict."""
        possible = self._possible(())
        self.answered = possible is not None
        if possible is not False:
            return None
        self._sure = True
        if self._possible(self._limits) is False:
            return self._of_givens()
        return self._smallest()

    def further(self, found: Conflict) -> Iterator[Conflict]:
        """Sets that are left when all limits of the ones before are lifted."""
        while found.limits and len(self._gone) < MOST_LIFTED:
            self._gone = (*self._gone, *found.limits)
            if any(one not in self._limits for one in found.limits):
                # What was taken as given ties the need to some teachers; now all are asked about.
                self._scenario = self._whole
                self._limits = limits(self._whole, self._need, self._whole.teacher_of, self._others)
            self._limits = tuple(one for one in self._limits if one not in self._gone)
            others = self.conflict()
            if others is None or not others.limits:
                return
            found = others
            yield found

    def _of_givens(self) -> Conflict | None:
        """A conflict of what an office takes as given, as lifting all other limits is no help."""
        search = _Search(self._whole, self._need, ())
        search._scenario = self._whole
        search._gone = (*self._gone, *search._limits)
        search._limits = givens(self._whole, self._need)
        if search._possible(search._limits) is False:
            return Conflict((), smallest=True)
        return search._smallest()

    def _smallest(self) -> Conflict | None:
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
        every = (*self._gone, *lifted)
        gone = {one.need for one in every if one.need}
        served = {self._need.need, *(name for name in self._others if name not in gone)}
        edited = with_lifted(self._scenario, every)
        return None if edited is None else can_serve(edited, served, seed=seed).possible


def with_lifted(scenario: Scenario, lifted: Collection[Limit]) -> Scenario | None:
    """The scenario without the limits; `None` if its checks refuse what that makes of it."""
    # Limits of one teacher may have an edit in common.
    edits = {edit.model_dump_json(): edit for one in lifted for edit in one.edits}
    return apply(scenario, edits.values()).scenario if edits else scenario
