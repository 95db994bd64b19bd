"""The companies of a part that may be in a plan better than the best that prices have found.

Prices prove a bound and find companies on the way. The best choice among those found has a value,
and a better one consists of companies whose loss against the prices is within what lies between
the two (Baldacci, Christofides and Mingozzi, Mathematical Programming 115, 2008). There are few
of them where that is little, so they are listed and settled like the companies of a small part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.columns.column import Column, TooManyColumnsError, column_of
from solver.columns.effort import Effort, Left, Share, time_left
from solver.columns.master import EXACT, ColumnMaster
from solver.columns.priced import PricedMaster
from solver.columns.rounds import Rounds
from solver.columns.settling import Settling
from solver.columns.weeks import Weeks
from solver.model.company import Company, Settled
from solver.plan import Plan

SHARE_OF_FOUND, SHARE_OF_CHOICE = 0.5, 0.5
MOST_NEAR = 8_000
FIRST_TARGET, FARTHER = 9, 3
"""The first target is a ninth of the way to a known value, the next is so many times farther."""


class NearMaster:
    """A part with too many companies to list them all.

    Parameters
    ----------
    priced
        Asked about a stage before this is.
    previous
        The plan that `continuity` is counted against.
    known
        Companies of the best plan, which others may be better than.
    """

    def __init__(
        self,
        part: Candidates,
        priced: PricedMaster,
        weeks: Weeks,
        previous: Plan | None = None,
        known: Callable[[], Iterable[Company]] = tuple,
    ) -> None:
        self._part, self._priced, self._weeks = part, priced, weeks
        self._previous, self._known = previous, known

    def settle(
        self, stage: StageId, limits: Mapping[StageId, int], effort: Effort
    ) -> Settled | None:
        """Bound and companies of a stage, every earlier one within its limit in grains.

        `None` where prices say nothing of the stage.
        """
        rounds = self._priced.rounds(stage, limits, effort) if stage in EXACT else None
        if rounds is None or rounds.bound is None:
            return None
        left = time_left(effort)
        best = self._chosen(rounds, stage, limits, effort, SHARE_OF_FOUND * left())
        bound = rounds.bound
        near = None if best.value is None else self._near(rounds, best.value, left)
        if near is not None:
            target, columns = near
            share = Share(effort.clock, effort.stop, left(), effort.seed)
            master = self._master(columns)
            better = master.settle(stage, limits, share, target) or best
            bound = min(target, max(bound, better.bound or 0))
            if better.value is not None and better.value < target:
                best = better
        return Settled(bound, best.companies, best.value == bound, best.value)

    def _chosen(
        self,
        rounds: Rounds,
        stage: StageId,
        limits: Mapping[StageId, int],
        effort: Effort,
        seconds: float,
    ) -> Settled:
        """A good choice among the companies that prices found, and those of the best plan."""
        need_of = self._part.scenario.need_of
        known = (
            column_of(company, need_of[company.needs[0]].half_lessons) for company in self._known()
        )
        columns = tuple(dict.fromkeys((*rounds.columns, *known)))
        master = self._master(columns)
        share = Share(effort.clock, effort.stop, seconds, effort.seed)
        found = master.settle(
            stage,
            limits,
            share,
            settling=lambda asked: _Choice(master.rows, self._weeks, asked),
        )
        return found or Settled(None, None, proved=False)

    def _master(self, columns: Sequence[Column]) -> ColumnMaster:
        return ColumnMaster(self._part, self._previous, self._weeks, columns=columns)

    def _near(self, rounds: Rounds, value: int, left: Left) -> tuple[int, list[Column]] | None:
        """The companies of plans below the value, or below a target that fewer may reach."""
        bound = rounds.bound or 0
        found: tuple[int, list[Column]] | None = None
        above = max(1, (value - bound) // FIRST_TARGET)
        while left() > 0 and bound < value and (found is None or found[0] < value):
            target = min(value, bound + above)
            try:
                columns = rounds.near(target)
            except TooManyColumnsError:
                break
            if len(columns) > MOST_NEAR:
                break
            found, above = (target, columns), FARTHER * above
        return found if found is not None and found[1] else None


class _Choice(Settling):
    """Companies whose weeks exist, as good as they can be had in the time, and no bound."""

    def _gone_through(self) -> Settled:
        """The best choice found."""
        while self._left > 0 and not self._effort.stop.requested:
            found = self._best_of_all(SHARE_OF_CHOICE * self._left)
            companies = self._companies(found.chosen) if found.chosen is not None else ()
            cut_off = self._cut_off(companies) if found.chosen is not None else None
            if cut_off is None:
                break
            if not cut_off:
                return Settled(None, companies, proved=False, value=found.value)
        return Settled(None, None, proved=False)
