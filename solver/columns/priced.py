"""A bound over all companies of a part that has too many to list them.

The rows that tie teachers together (each need once, earlier stages) get prices. Without those
rows every teacher is alone, and the best they can do is known from their most profitable company
of each length, as often as their contract allows: for any prices of the right sign that bounds
every plan (Lagrange). Prices come from the linear programme over the companies found so far,
smoothed towards the best ones known (Pessoa, Sadykov, Uchoa and Vanderbeck, INFORMS Journal on
Computing 30, 2018). They are rounded to multiples of 1/`SCALE` and the bound is added up in whole
numbers.
"""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.columns.column import Column
from solver.columns.effort import Effort
from solver.columns.prices import Prices
from solver.columns.rounds import Rounds
from solver.columns.sums import limits_of, sum_of
from solver.model.company import Settled


class PricedMaster:
    """A part of which companies are found as they are needed.

    Parameters
    ----------
    part
        Needs and their candidates. Nothing outside it is looked at, so bounds hold for all plans
        of the part.
    """

    def __init__(self, part: Candidates) -> None:
        self._part = part
        self._pool: tuple[Column, ...] = ()
        self._prices: dict[tuple[StageId, ...], Prices] = {}

    def settle(
        self,
        stage: StageId,
        limits: Mapping[StageId, int],
        effort: Effort,
        known: int | None = None,
    ) -> Settled | None:
        """Bound of a stage, earlier ones about who is served within their limits in grains.

        `None` if the stage is not such a sum. The rounds end where the bound is `known`.
        """
        scenario = self._part.scenario
        objective = sum_of(scenario, stage)
        if objective is None:
            return None
        kept = limits_of(scenario, limits)
        rounds = Rounds(self._part, objective, kept, effort, self._pool)
        key = (stage, *limits)
        rounds.run(self._prices.get(key), known)
        self._prices[key] = rounds.prices
        self._pool = rounds.columns
        return Settled(rounds.bound, None, proved=False)
