"""The stage `convenience` settled by companies, each teacher's week weighed with its clock.

A logic-based Benders decomposition: companies of least points are chosen as if every group had
the best of its own times; then each teacher's week is asked for its true points, and what it
says of these companies, and of all like them, is a row for the next choice (`dear`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from scenarios.rules import StageId
from solver.candidates.presence import hundredths
from solver.columns.dear import Dear, Reckoning
from solver.columns.effort import Effort, Left, time_left
from solver.columns.heavy import Experience, Reckoned, Weight
from solver.columns.integer import solved
from solver.columns.judged import points_of
from solver.columns.programme import Flags, Programme, Relaxation, Relaxed
from solver.columns.rows import Master
from solver.columns.settling import Question
from solver.columns.week_points import IMPOSSIBLE, OpenWeekError, Week
from solver.model.company import Settled
from solver.plan import renumbered, with_groups

LEAST_STEP, STEP_SHARE = 200, 20
HIGHEST = IMPOSSIBLE >> 2
"""Where nothing is found up to here there is no plan within the limits at all."""
MOST_WEIGHED = 10_000
"""Of more companies than these no choice is made in the time that patterns need for a bound."""


class _Choice(NamedTuple):
    """Companies by teacher, as far as known of their weeks.

    Attributes
    ----------
    bound
        No choice has less; `None` if there is none.
    value
        Points of this one; `None` if none was found.
    """

    bound: int | None
    value: int | None
    weeks: tuple[Reckoned, ...]


class Weighing:
    """Rounds of one question; asked again it goes on from where it was."""

    def __init__(
        self,
        master: Master,
        experience: Experience,
        asked: Question,
        limits: Mapping[StageId, int],
    ) -> None:
        self._master, self._experience = master, experience
        self._asked, self._limits = asked, limits
        self._bound, self._step = 0, LEAST_STEP
        self._settled: Settled | None = None
        self._relaxed: Relaxed | None = None
        self._day = 2 * hundredths(master.scenario.settings.weight_teacher_day)
        sum_ = asked.objective
        points = dict(zip(sum_.indices.tolist(), sum_.factors.tolist(), strict=True))
        alive = np.flatnonzero(asked.alive[: len(master.columns)]).tolist()
        self._least = {index: points.get(index, 0) for index in alive}

    def settled(self, known: int | None, effort: Effort) -> Settled:
        """The best bound so far; companies, value and plan if their weeks have no more than it."""
        left = time_left(effort)
        said = None
        few = len(self._least) <= MOST_WEIGHED
        while few and self._settled is None and said is None and left() > 0:
            self._step = max(self._step, self._bound // STEP_SHARE)
            top = min(self._bound + self._step, HIGHEST if known is None else known)
            choice = self._chosen(top, known, left(), effort)
            if choice.bound is None:
                self._bound = max(self._bound, top + 1)
                if top in (known, HIGHEST):
                    break
                self._step *= 2
                continue
            self._bound = max(self._bound, choice.bound)
            if choice.value is None:
                break
            try:
                learnt = self._learnt(choice, effort, left)
            except OpenWeekError:
                break
            self._experience.dear += learnt
            said = None if learnt else self._said(choice)
            self._settled = said if choice.value == self._bound else None
        self._experience.put_away()
        return self._settled or said or Settled(self._bound, None, proved=False)

    def raise_to(self, bound: int) -> None:
        """Take a bound that somebody else proved."""
        self._bound = max(self._bound, bound)

    def _chosen(self, top: int, known: int | None, seconds: float, effort: Effort) -> _Choice:
        """Companies of least points by all that is known of weeks, up to a value."""
        programme = self._master.programme.copy()
        for sum_, most in self._asked.limits:
            programme.require(sum_, most=most)
        objective = self._asked.objective
        relaxed = self._relaxed or Relaxation().solved(programme, objective, self._asked.alive)
        if relaxed is None:
            return _Choice(0, None, ())
        self._relaxed = relaxed
        alive = self._asked.alive & relaxed.within(top)
        extra = self._reckoned(programme, alive)
        every = np.ones(len(programme.most), dtype=np.bool_)
        every[: len(self._master.columns)] = alive[: len(self._master.columns)]
        points = objective._replace(
            indices=np.append(objective.indices, list(extra.values())),
            factors=np.append(objective.factors, np.ones(len(extra), dtype=np.int64)),
        )
        found = solved(programme, points, every, top, seconds, effort)
        if found.chosen is None or found.value is None:
            return _Choice(found.bound, None, ())
        room = IMPOSSIBLE if known is None else known - found.value + 1
        weeks = self._weeks(found.chosen, extra, room)
        return _Choice(found.bound, found.value, weeks)

    def _reckoned(self, programme: Programme, alive: Flags) -> dict[str, int]:
        """Variables of the points that dear weeks add."""
        dear = self._experience.dear
        most = max((one.points for one in dear if one.points < IMPOSSIBLE), default=0)
        least = {index: points for index, points in self._least.items() if alive[index]}
        reckoning = Reckoning(self._master, programme, least, self._day, most)
        for one in dear:
            reckoning.require(one)
        return reckoning.extra

    def _weeks(
        self, chosen: dict[int, int], extra: dict[str, int], room: int
    ) -> tuple[Reckoned, ...]:
        """Teachers with companies, what they were thought to cost, and what is room for besides."""
        found = []
        for teacher, indices in self._master.of_teacher.items():
            own = [index for index in indices if index in chosen]
            if own:
                columns = tuple(self._master.columns[index] for index in own)
                points = sum(self._least[index] for index in own)
                points += self._day * chosen.get(self._master.days[teacher], 0)
                points += chosen.get(extra[teacher], 0)
                found.append(Reckoned(columns, points, min(points + room, IMPOSSIBLE)))
        return tuple(found)

    def _learnt(self, choice: _Choice, effort: Effort, left: Left) -> list[Dear]:
        """What the weeks of a choice have beyond what was reckoned."""
        weights = (Weight(self._experience, week, effort, left) for week in choice.weeks)
        return [dear for weight in weights if (dear := weight.beyond()) is not None]

    def _said(self, choice: _Choice) -> Settled:
        """The companies, and their weeks as a plan if they go together."""
        scenario = self._master.scenario
        companies = tuple(one.company for week in choice.weeks for one in week.columns)
        weeks = self._experience.weeks
        groups = [
            group
            for week in choice.weeks
            for group in weeks.groups(Week(frozenset(week.columns), gaps=True))
        ]
        plan = with_groups(scenario, renumbered(groups))
        points = points_of(scenario, plan, self._limits)
        if points is None:
            return Settled(self._bound, companies, proved=False, value=choice.value)
        return Settled(self._bound, companies, points == self._bound, points, plan)
