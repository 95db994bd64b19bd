"""A part settled stage by stage over all companies that it could form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.columns.clocked import Clocked
from solver.columns.column import Column, columns_of
from solver.columns.effort import Effort, Share, time_left
from solver.columns.heavy import Experience
from solver.columns.programme import Flags, Linear, Relaxation
from solver.columns.rows import Master
from solver.columns.settling import Question, Settling
from solver.columns.stages import Stages
from solver.columns.timetable import Limited
from solver.columns.timing import Earlier, Timing
from solver.columns.weeks import Week, Weeks
from solver.columns.weighing import Weighing
from solver.model.company import Settled
from solver.plan import Plan

MOST_COLUMNS = 100_000
SHARE_ALONE = 0.25
EXACT = (StageId.STATUTORY, StageId.COVERAGE, StageId.COST)

Asked = tuple[StageId, tuple[tuple[StageId, int], ...]]
"""A stage, and the limits of those before it."""


class ColumnMaster:
    """The companies of a part, with everything learnt of the teachers' weeks.

    Parameters
    ----------
    part
        Needs and their candidates. Nothing outside it is looked at, so bounds hold for all plans
        of the part.
    previous
        The plan that `continuity` is counted against.
    weeks
        Where weeks that were tried are kept, if others have tried some.
    most
        Most companies that may be listed.
    columns
        Those looked at, if not all; bounds are of plans with no others.

    Raises
    ------
    TooManyColumnsError
        If the part could form more.
    """

    def __init__(
        self,
        part: Candidates,
        previous: Plan | None = None,
        weeks: Weeks | None = None,
        most: int = MOST_COLUMNS,
        columns: Sequence[Column] | None = None,
    ) -> None:
        self._master = Master(part, columns_of(part, most) if columns is None else columns)
        self._stages = Stages(self._master, previous)
        self._weeks = weeks or Weeks(part)
        self._experience = Experience(self._master, self._stages.comfort)
        self._clocked: dict[Asked, Clocked] = {}
        self._begun: dict[Asked, Settling] = {}

    @property
    def rows(self) -> Master:
        """The columns with the rows that every plan keeps."""
        return self._master

    @property
    def size(self) -> int:
        """Number of companies that the part could form."""
        return len(self._master.columns)

    @property
    def impossible(self) -> list[Week]:
        """Companies of one teacher each that were found to have no room in a week."""
        return self._weeks.impossible

    def settle(
        self,
        stage: StageId,
        limits: Mapping[StageId, int],
        effort: Effort,
        known: int | None = None,
        settling: Callable[[Question], Settling] | None = None,
    ) -> Settled | None:
        """Bound and companies of a stage, every earlier one within its limit in grains.

        `None` if the stage is not said by companies. A value in grains that a plan is `known` to
        reach spares the search for worse ones. Asked again it goes on from where it was.

        Parameters
        ----------
        settling
            What goes through the rounds of a stage of whole companies, if not the usual.
        """
        key = (stage, tuple(sorted(limits.items())))
        if key in self._clocked:
            return self._clocked[key].settled(known, effort)
        if key in self._begun and known is None and settling is None:
            return self._begun[key].settled(effort)
        question = self._question(stage, limits, known)
        if question is None:
            return None
        asked, earlier = question
        if stage is StageId.CONVENIENCE:
            return self._with_clock(key, asked, earlier, effort)
        rounds = (settling or self._settling)(asked)
        if known is None and settling is None:
            self._begun[key] = rounds
        return rounds.settled(effort)

    def _question(
        self, stage: StageId, limits: Mapping[StageId, int], known: int | None
    ) -> tuple[Question, Earlier] | None:
        alive = np.ones(len(self._master.programme.most), dtype=np.bool_)
        kept: list[tuple[Linear, int]] = []
        bill: Limited | None = None
        shares: list[tuple[Linear, int]] = []
        for earlier, limit in limits.items():
            sum_ = self._stages.of(earlier, alive)
            if sum_ is not None:
                kept.append((sum_, limit))
                bill = Limited(sum_, limit) if earlier is StageId.COST else bill
                shares += self.proved(earlier, sum_)
        self._strike(kept, alive)
        objective = self._stages.of(stage, alive)
        if objective is None:
            return None
        alone = stage in (StageId.COST, StageId.CONVENIENCE)
        ranking = None if alone else self._stages.of(StageId.COST, alive)
        shares += self.proved(stage, objective)
        kept += [(-share, -least) for share, least in shares]
        asked = Question(objective, ranking, kept, alive, known, alone, stage in EXACT)
        return asked, Earlier(kept, limits, bill)

    def proved(self, _stage: StageId, _sum: Linear) -> Iterable[tuple[Linear, int]]:
        """Shares of a stage's sum that no plan within the limits has less of than these grains."""
        return ()

    def _settling(self, asked: Question) -> Settling:
        return Settling(self._master, self._weeks, asked)

    def _with_clock(self, key: Asked, asked: Question, earlier: Earlier, effort: Effort) -> Settled:
        """By columns alone first, then with their meetings."""
        left = time_left(effort)
        share = Share(effort.clock, effort.stop, SHARE_ALONE * effort.seconds, effort.seed)
        alone = self._settling(asked).settled(share)
        share = share._replace(seconds=left())
        weighing = Weighing(self._master, self._experience, asked, earlier.limits)
        timing = Timing(self._master, self._stages.comfort, earlier, asked.alive)
        clocked = Clocked(weighing, timing)
        clocked.raise_to(alone.bound or 0)
        if clocked.small:
            self._clocked[key] = clocked
        return clocked.settled(asked.known, share)

    def _strike(self, limits: Sequence[tuple[Linear, int]], alive: Flags) -> None:
        """Strike out columns that no solution within the limits can have."""
        programme = self._master.programme.copy()
        for sum_, most in limits:
            programme.require(sum_, most=most)
        relaxation = Relaxation()
        for sum_, most in limits:
            relaxed = relaxation.solved(programme, sum_, alive)
            if relaxed is not None:
                alive &= relaxed.within(most)
