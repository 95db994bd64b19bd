"""All needs at once without a clock: what the parts know, and what crosses their borders.

The second floor of the decomposition in `solver.search.company`. What each part has proved is
given, so only what crosses the borders is left to be learnt: where the companies of several
teachers find no times, a smallest set of them is cut off. No cut removes a plan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from ortools.sat.python import cp_model

from scenarios.rules import StageId
from solver.model.claims import Claim
from solver.model.company import Company, Settled
from solver.model.grains import most_grains
from solver.model.variables import Linear
from solver.model.whole import WholeModel
from solver.search.by_parts import ByParts, Limits
from solver.search.conflicts import Conflicts
from solver.search.cpsat import Proof, propose
from solver.search.effort import Effort
from solver.search.joint import MOST_JOINT_COLUMNS, JointMaster
from solver.search.left_out import LeftOut

SHORTEST, SHARE_OF_LEADERS = 0.2, 0.5
SHARE_OF_NEAR, SHARE_OF_TARGET = 0.05, 0.3
"""Of the time for the nearest companies that have the value wanted, and for any that have it."""


class WholeMaster:
    """The question of all parts together, without its clock.

    Like each part's it is put twice: over all companies listed, unless they are too many, and over
    leaders.
    """

    def __init__(self, by_parts: ByParts, left_out: LeftOut) -> None:
        self.by_parts = by_parts
        self._left_out = left_out
        self._masters = [part.leaders for part in by_parts.parts]
        self._model = WholeModel([part.given for part in by_parts.parts])
        self._conflicts = Conflicts(by_parts.given)
        self._told = [0] * len(self._masters)
        self._conflicts_told = 0

    @cached_property
    def joint(self) -> JointMaster | None:
        """All companies listed; `None` if they are too many."""
        companies = 0
        for part in self.by_parts.parts:
            companies += part.columns.size if part.columns else MOST_JOINT_COLUMNS + 1
            if companies > MOST_JOINT_COLUMNS:
                return None
        return JointMaster(self.by_parts, self._left_out, self._conflicts)

    @property
    def learnt(self) -> list[tuple[Claim, ...]]:
        """Conflicts that cross the borders of teachers."""
        return self._conflicts.learnt

    def settle(
        self,
        stage: StageId,
        limits: Limits,
        effort: Effort,
        on_bound: Callable[[int], None] = lambda _: None,
        known: int | None = None,
        near: Sequence[Company] = (),
    ) -> Settled | None:
        """Bound and companies of a stage in grains, from what the parts know by now.

        Parameters
        ----------
        limits
            Largest value that each earlier stage may have, in its unit; the bounds of the parts
            are those within them.
        on_bound
            Told each better bound as soon as it is proved.
        known
            Grains above which companies are of no use.
        near
            Companies that are known to go together.

        Returns
        -------
        Settled or None
            `proved` if the companies reach the bound and times were found for all of them, by
            rules that may be too kind. `None` if the stage needs the clock or is not a sum.
        """
        if not self._masters or self._model.grains(stage) is None:
            return None
        until = max(0.0, effort.clock.left - effort.seconds)
        if stage is StageId.COST and self.joint is not None:
            return self.joint.settled(stage, limits, effort, on_bound, known, near)
        share = SHARE_OF_LEADERS if self.joint is not None else 1.0
        mine = effort._replace(seconds=share * effort.seconds)
        alone = self.by_parts.never_served(stage)
        settled = _with_more(
            self._by_leaders(stage, limits, mine, lambda bound: on_bound(bound + alone), near),
            alone,
        )
        left = effort.clock.left - until
        if settled.proved or self.joint is None or left <= 0:
            return settled
        rest = effort._replace(seconds=left)
        found = self.joint.settled(stage, limits, rest, on_bound, known, near)
        bounds = [one.bound for one in (found, settled) if one.bound is not None]
        best = found if found.companies is not None else settled
        return best._replace(bound=max(bounds, default=None))

    def _by_leaders(
        self,
        stage: StageId,
        limits: Limits,
        effort: Effort,
        on_bound: Callable[[int], None],
        near: Sequence[Company],
    ) -> Settled:
        until = max(0.0, effort.clock.left - effort.seconds)

        def left() -> float:
            return 0.0 if effort.stop.requested else max(0.0, effort.clock.left - until)

        parts = self.by_parts.parts
        bound = sum(part.bounds.get(stage, 0) for part in parts)
        start = near or [company for part in parts for company in part.companies]
        target = bound
        with_weeks: tuple[Company, ...] | None = None
        while left() > 0:
            self._tell_what_parts_learnt()
            asked = self._within(limits, (stage, *limits))
            found = self._proposed(asked, stage, target, start, effort._replace(seconds=left()))
            if found.bound is not None and found.bound > bound:
                bound = found.bound
                on_bound(bound)
            if found.chosen is None or found.value is None:
                break
            target = found.value
            by_part = self._model.chosen_companies(found.chosen)
            start = [c for part in by_part for week in part.values() for c in week]
            if self._parts_learn(by_part, effort):
                continue
            with_weeks = tuple(start)
            verdict = self._conflicts.find(start, effort, left)
            if not verdict.conflicts:
                proved = verdict.all_held and found.value == bound
                return Settled(bound, with_weeks, proved, found.value)
        return Settled(bound, with_weeks, proved=False, value=target if with_weeks else None)

    def _parts_learn(self, by_part: Sequence[dict[str, list[Company]]], effort: Effort) -> bool:
        """Cut off every teacher's week that does not exist; say whether there was one."""
        learnt = [
            master.learn(weeks, effort)
            for master, weeks in zip(self._masters, by_part, strict=True)
        ]
        return any(learnt)

    def _tell_what_parts_learnt(self) -> None:
        for index, (part, master) in enumerate(
            zip(self.by_parts.parts, self._masters, strict=True)
        ):
            for known in part.weeks.impossible:
                master.forbid(known)
            for week in master.learnt[self._told[index] :]:
                self._model.parts[index].forbid(week)
            self._told[index] = len(master.learnt)
        for conflict in self.learnt[self._conflicts_told :]:
            self._model.forbid(conflict)
        self._conflicts_told = len(self.learnt)

    def _within(self, limits: Limits, stages: Sequence[StageId]) -> cp_model.CpModel:
        """The model with what is known of the parts and what the earlier stages allow."""
        grains = {name: self._model.grains(name) or [] for name in stages}
        cp = self._model.cp.clone()
        for name, by_part in grains.items():
            for one, part in zip(by_part, self.by_parts.parts, strict=False):
                cp.add(one >= part.bounds.get(name, 0))
            for lost in self._left_out.learnt(name, limits):
                cp.add(self._model.left_out(name, lost.needs) >= lost.grains)
            if by_part and name in limits:
                most = most_grains(name, limits[name]) - self.by_parts.never_served(name)
                cp.add(sum(by_part) <= most)
        return cp

    def _proposed(
        self,
        asked: cp_model.CpModel,
        stage: StageId,
        target: int,
        start: Sequence[Company],
        effort: Effort,
    ) -> Proof:
        """Companies as near to the start as reach the target, or else as good as there are."""
        total = sum(self._model.grains(stage) or ())
        near = asked.clone()
        near.add(total <= target)
        changed: Linear = 0
        for decision, answer in self._model.answers(start):
            near.add_hint(decision, answer)
            asked.add_hint(decision, answer)
            changed += 1 - decision if answer else decision
        for share, any_will_do in ((SHARE_OF_NEAR, False), (SHARE_OF_TARGET, True)):
            mine = effort._replace(seconds=max(share * effort.seconds, SHORTEST))
            found = propose(near, changed, mine, any_will_do=any_will_do)
            if found.chosen is not None:
                return Proof(None, target, found.chosen)
        return propose(asked, total, effort._replace(seconds=max(effort.seconds / 2, SHORTEST)))


def _with_more(settled: Settled, grains: int) -> Settled:
    """The same with so many grains more that nobody decides on."""
    bound = None if settled.bound is None else settled.bound + grains
    value = None if settled.value is None else settled.value + grains
    return settled._replace(bound=bound, value=value)
