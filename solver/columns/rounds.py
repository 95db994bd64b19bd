"""Prices and companies by turns, for a bound over companies that nobody has listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import gcd
from typing import NamedTuple

from solver.candidates.candidates import Candidates
from solver.columns.column import Column, Steps, TooManyColumnsError
from solver.columns.compact import Compact
from solver.columns.effort import Effort, time_left
from solver.columns.offers import everybody
from solver.columns.prices import Exact, Prices
from solver.columns.programme import SCALE
from solver.columns.restricted import Restricted
from solver.columns.sums import Limits, Sum

SMOOTHED, LEAST_SMOOTHED, STEP = 0.7, 0.2, 0.1
TRIES = 200
CLOSE, WORTH_ADDING = 1e-4, 1e-3
BATCH = 12
MOST_STEPS = 30_000
"""To find all companies near the best: less than half a second."""
PENALTY = 1e5
DEAR = 0.5
"""Needs seldom pay more than such a share of what the dearest costs."""


class Proof(NamedTuple):
    """Prices with the bound that they prove, in grains/`SCALE`."""

    least: int
    prices: Prices
    exact: Exact


class Rounds:
    """The rounds of one stage.

    Attributes
    ----------
    bound
        No plan within the limits is below, in grains.
    proof
        Of the bound; `None` before the first round.
    """

    def __init__(
        self,
        part: Candidates,
        objective: Sum,
        limits: Limits,
        effort: Effort,
        pool: Iterable[Column],
        proof: Proof | None = None,
    ) -> None:
        self._part, self._objective, self._limits = part, objective, limits
        self._teachers = everybody(part, objective)
        contracts = {name: teacher.contract for name, teacher in self._teachers.items()}
        self._penalty = DEAR * self._dearest() if objective.bill else PENALTY
        self._lp = Restricted(part.scenario, objective, limits, contracts, self._penalty)
        self._contracts = contracts
        self._time_left = time_left(effort)
        self.proof = proof
        for teacher in self._teachers.values():
            for column in teacher.singles:
                self._add(column)
        for column in pool:
            self._add(column)

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every company found."""
        return tuple(self._lp.columns)

    @property
    def bound(self) -> int | None:
        """Rounded up to a value that the stage can have."""
        if self.proof is None:
            return None
        total, step = self._objective.total, self._step
        return total - (total - -(-self.proof.least // SCALE)) // step * step

    def run(self, start: Prices | None, known: int | None) -> None:
        """Raise the bound until it is what the linear programme says, or time is up."""
        offered = self._bounded(start or self._guess())
        for column in (column for columns in offered.values() for column in columns):
            self._add(column)
        smoothed = SMOOTHED
        while self._left and (known is None or self.bound is None or self.bound < known):
            value = self._lp.solve()
            tightened = value is not None and self._lp.tighten()
            if tightened:
                value = self._lp.solve()
            if value is None or (self._close_to(value) and not tightened):
                break
            new = self._lp.prices
            best = self.proof.prices if self.proof else new
            offered = self._bounded(best.towards(new, 1 - smoothed))
            if self._added(offered, new) or tightened:
                smoothed = min(SMOOTHED, smoothed + STEP)
            elif smoothed == 0:
                break
            else:
                smoothed = smoothed / 2 if smoothed > LEAST_SMOOTHED else 0.0

    def near(self, target: int) -> list[Column]:
        """Every company that a plan below so many grains may have, by the prices that prove most.

        Raises
        ------
        TooManyColumnsError
            If it takes too long to find them.
        """
        if self.proof is None:
            raise TooManyColumnsError(MOST_STEPS)
        exact, steps = self.proof.exact, Steps(MOST_STEPS)
        above = (target - self._step) * SCALE - self.proof.least
        return [
            column
            for name, teacher in self._teachers.items()
            for column in teacher.near(exact.profits(name), exact.rebate(name), above, TRIES, steps)
        ]

    def _dearest(self) -> float:
        """Most that a grain of service costs, were its need alone with a teacher hired for it.

        Where the linear programme pays far more for what it cannot do yet, it takes longer to
        settle, and needs seem to pay for more than they cost.
        """
        need_of = self._part.scenario.need_of
        costs = (
            self._teachers[teacher].alone(need_of[need]) / need_of[need].half_pupil_lessons
            for need, teacher in self._part.slots
        )
        return max(costs, default=0.0)

    @property
    def _left(self) -> bool:
        return self._time_left() > 0

    def _close_to(self, value: float) -> bool:
        return self.proof is not None and value - self.proof.least / SCALE <= CLOSE * abs(value)

    def _bounded(self, prices: Prices) -> dict[str, list[Column]]:
        """Keep what these prices prove if it is best; the companies that each teacher offers."""
        exact = Exact(prices, self._objective, self._limits)
        total = exact.constant
        offered: dict[str, list[Column]] = {}
        for name, teacher in self._teachers.items():
            offer = teacher.offer(exact.profits(name), exact.rebate(name), TRIES)
            total += offer.least
            offered[name] = offer.columns
        if self.proof is None or total > self.proof.least:
            self.proof = Proof(total, prices, exact)
        return offered

    def _added(self, offered: Mapping[str, list[Column]], prices: Prices) -> int:
        """How many new companies take part of those that these prices call profitable."""
        exact = Exact(prices, self._objective, self._limits)
        lesson_costs = self._lp.lesson_costs()
        added = 0
        for name, teacher in self._teachers.items():
            profits = exact.profits(name)
            losses = []
            for column in offered[name]:
                profit = sum(profits[need] for need in column.members) / SCALE
                loss = lesson_costs[name] * column.lessons + teacher.fees(column) - profit
                if loss < -WORTH_ADDING:
                    losses.append((loss, column))
            best = sorted(losses)[:BATCH]
            added += sum(self._add(column) for _, column in best)
        return added

    def _add(self, column: Column) -> bool:
        return self._lp.add(column, self._teachers[column.company.teacher].fees(column))

    def _guess(self) -> Prices:
        """As if groups were known by their number alone; at worst, as if nothing cost anything."""
        few = Compact(
            self._part, self._objective, self._limits, self._contracts, self._penalty
        ).prices()
        if few is not None:
            return few
        place = dict.fromkeys((need.need for need in self._part.scenario.needs), 0.0)
        return Prices(place, (0.0,) * len(self._limits.kept), {})

    @property
    def _step(self) -> int:
        numbers = list(self._objective.worth.values())
        for teacher in self._teachers.values():
            contract = teacher.contract
            numbers += [contract.inside, contract.above, contract.hire, *teacher.fee.values()]
        return max(1, gcd(*numbers))
