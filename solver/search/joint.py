"""All parts at once over all companies listed, with what is learnt of their borders."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from scenarios.needs import PRIORITY
from scenarios.rules import StageId
from solver.columns.integer import Solved, solved
from solver.columns.master import ColumnMaster
from solver.columns.programme import Flags, Linear, Whole, linear
from solver.columns.rows import Master
from solver.columns.settling import Question, Settling
from solver.columns.sums import sum_of
from solver.columns.weeks import Weeks
from solver.model.claims import Claim
from solver.model.company import Company, Settled
from solver.model.grains import most_grains
from solver.search.by_parts import ByParts, Limits
from solver.search.conflicts import Conflicts
from solver.search.effort import Effort
from solver.search.left_out import LeftOut

MOST_JOINT_COLUMNS = 30_000
SHARE_OF_NEAR = 0.05


class JointMaster(ColumnMaster):
    """The companies of all parts in one programme, and conflicts between them.

    Raises
    ------
    TooManyColumnsError
        If there are more companies than are worth handling at once.
    """

    def __init__(self, by_parts: ByParts, left_out: LeftOut, conflicts: Conflicts) -> None:
        previous = by_parts.parts[0].previous
        super().__init__(by_parts.given, previous, most=MOST_JOINT_COLUMNS)
        self._by_parts, self._left_out = by_parts, left_out
        self._conflicts = conflicts
        self._limits: Limits = {}
        self._told: set[tuple[Company, ...]] = set()
        self._learnt = 0

    def settled(
        self,
        stage: StageId,
        limits: Mapping[StageId, int],
        effort: Effort,
        on_bound: Callable[[int], None],
        known: int | None,
        near: Sequence[Company] = (),
    ) -> Settled:
        """Bound of a stage in grains, and companies: those of the bound, or the last proposed.

        Parameters
        ----------
        limits
            Largest value that each earlier stage may have, in its unit.
        known
            Grains up to which solutions are of use.
        near
            Companies that are known to go together: of solutions that are as good, those that
            differ little from them are tried first.
        """
        self._tell_what_was_learnt()
        self._limits = dict(limits)
        most = {name: most_grains(name, limit) for name, limit in limits.items()}
        call = _Call(self, effort, on_bound, near)
        found = self.settle(stage, most, effort, known, call.settling)
        if found is None:
            return Settled(None, None, proved=False)
        return found if found.companies else found._replace(companies=call.proposed)

    def cut_off(
        self, companies: Sequence[Company], effort: Effort, left: Callable[[], float]
    ) -> bool | None:
        """Forbid what finds no times together, if there is such; `None` if unknown."""
        verdict = self._conflicts.find(companies, effort, left)
        self._tell_conflicts()
        if verdict.conflicts:
            return True
        return False if verdict.all_held else None

    def rounds(self, asked: Question, call: _Call) -> Settling:
        """The rounds of a stage in which companies of several teachers are cut off, too."""
        near = [self._index[one] for one in call.near if one in self._index]
        return _Settling(self._master, self._weeks, asked, call, near)

    @cached_property
    def _index(self) -> dict[Company, int]:
        return {column.company: index for index, column in enumerate(self._master.columns)}

    def proved(self, stage: StageId, sum_: Linear) -> Iterator[tuple[Linear, int]]:
        """What parts and schools have of a stage, and how many grains of it are proved."""
        owner = self._owner[sum_.indices]
        for number, part in enumerate(self._by_parts.parts):
            nobody_served = sum_of(part.given.scenario, stage)
            mine = owner == number
            if part.bounds.get(stage, 0) and nobody_served is not None:
                share = Linear(sum_.indices[mine], sum_.factors[mine], nobody_served.total)
                yield share, part.bounds[stage]
        for lost in self._left_out.learnt(stage, self._limits):
            yield self._stages.unserved(PRIORITY[stage], among=lost.needs), lost.grains

    @cached_property
    def _owner(self) -> Whole:
        """The number of the part that each variable belongs to."""
        master = self._master
        part_of = {
            teacher: number
            for number, part in enumerate(self._by_parts.parts)
            for _, teacher in part.given.slots
        }
        owner = np.zeros(len(master.programme.most), dtype=np.int64)
        owner[: len(master.columns)] = [part_of[c.company.teacher] for c in master.columns]
        for variables in (master.used, master.above, master.days):
            for teacher, index in variables.items():
                owner[index] = part_of[teacher]
        return owner

    def _tell_what_was_learnt(self) -> None:
        """By the parts of their weeks, and by anybody of conflicts."""
        for part in self._by_parts.parts:
            for week in part.weeks.impossible:
                if week not in self._told:
                    self._told.add(week)
                    self._master.forbid(week)
        self._tell_conflicts()

    def _tell_conflicts(self) -> None:
        for conflict in self._conflicts.learnt[self._learnt :]:
            forbid(self._master, conflict)
        self._learnt = len(self._conflicts.learnt)


class _Call:
    """One question put to the master: until when, who hears of bounds, what came up last."""

    def __init__(
        self,
        master: JointMaster,
        effort: Effort,
        on_bound: Callable[[int], None],
        near: Sequence[Company],
    ) -> None:
        self._master, self._effort, self.on_bound, self.near = master, effort, on_bound, near
        self._until = max(0.0, effort.clock.left - effort.seconds)
        self.proposed: tuple[Company, ...] | None = None

    def settling(self, asked: Question) -> Settling:
        """The rounds that answer it."""
        return self._master.rounds(asked, self)

    def cut_off(self, companies: Sequence[Company]) -> bool | None:
        self.proposed = tuple(companies)
        return self._master.cut_off(companies, self._effort, self._left)

    def _left(self) -> float:
        return self._effort.clock.left - self._until


class _Settling(Settling):
    """Companies whose weeks exist are also asked whether they go together."""

    def __init__(
        self,
        master: Master,
        weeks: Weeks,
        asked: Question,
        call: _Call,
        near: Sequence[int],
    ) -> None:
        super().__init__(master, weeks, asked)
        self._call, self._near = call, near

    def _solved(self, kept: Flags, top: int) -> Solved:
        """As near as can be to what goes together, if the bound can be reached, else the best."""
        if not self._near:
            return super()._solved(kept, top)
        programme = self._programme()
        programme.require(self._asked.objective, most=self._bound)
        some = kept.copy()
        some[self._near] = self._asked.alive[self._near]
        changed = linear(dict.fromkeys(self._near, -1), len(self._near))
        seconds = SHARE_OF_NEAR * self._left
        found = solved(programme, changed, some, len(self._near), seconds, self._effort)
        if found.chosen is None:
            return super()._solved(kept, top)
        return Solved(self._bound, found.chosen, self._bound)

    def _cut_off(self, companies: Sequence[Company]) -> bool | None:
        cut_off = super()._cut_off(companies)
        return self._call.cut_off(companies) if cut_off is False else cut_off

    def _raise_to(self, bound: int) -> None:
        super()._raise_to(bound)
        self._call.on_bound(self._bound)


def forbid(master: Master, claims: Sequence[Claim]) -> None:
    """No plan holds all these claims, or larger ones, as so many different groups.

    A need is in one column, so a solution has at most one column for each claim; one that holds
    two of them counts once.
    """
    held = {
        index
        for claim in claims
        for teacher in claim.teachers
        for index in master.holding(Company(teacher, claim.needs))
    }
    master.programme.require(linear(dict.fromkeys(sorted(held), 1)), most=len(claims) - 1)
