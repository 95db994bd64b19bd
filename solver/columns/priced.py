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
from solver.columns.prices import Paid, Prices
from solver.columns.rounds import Proof, Rounds
from solver.columns.sums import limits_of, sum_of
from solver.model.company import Settled

Asked = tuple[StageId, tuple[tuple[StageId, int], ...]]


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
        self._latest: dict[tuple[StageId, ...], Prices] = {}
        self._proofs: dict[Asked, Proof] = {}

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
        rounds = self.rounds(stage, limits, effort)
        if rounds is None:
            return None
        asked, alike = _asked(stage, limits), (stage, *limits)
        before = self._proofs.get(asked)
        rounds.run(before.prices if before else self._latest.get(alike), known)
        self._pool = rounds.columns
        if rounds.proof is not None:
            self._latest[alike] = rounds.proof.prices
            if before is None or before.least < rounds.proof.least:
                self._proofs[asked] = rounds.proof
        return Settled(rounds.bound, None, proved=False)

    def rounds(
        self, stage: StageId, limits: Mapping[StageId, int], effort: Effort
    ) -> Rounds | None:
        """What is found and proved so far; `None` if the stage is not such a sum."""
        scenario = self._part.scenario
        objective = sum_of(scenario, stage)
        if objective is None:
            return None
        kept = limits_of(scenario, limits)
        proof = self._proofs.get(_asked(stage, limits))
        return Rounds(self._part, objective, kept, effort, self._pool, proof)

    def paid(
        self, stage: StageId, limits: Mapping[StageId, int], within: Mapping[StageId, int]
    ) -> Paid | None:
        """What a stage settled within limits may have less where it need only be within others.

        `None` if it was never settled within the limits.
        """
        proof = self._proofs.get(_asked(stage, limits))
        if proof is None:
            return None
        forced = limits_of(self._part.scenario, within).forced
        return proof.exact.paid(proof.least, forced)


def _asked(stage: StageId, limits: Mapping[StageId, int]) -> Asked:
    return stage, tuple(sorted(limits.items()))
