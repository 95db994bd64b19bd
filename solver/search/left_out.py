"""Who is left out, for all at once: what is proved of parts and of schools, and agreements."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property
from typing import NamedTuple

from scenarios.needs import PRIORITY
from scenarios.rules import StageId
from solver.model.buying import BuyingModel
from solver.model.grains import most_grains
from solver.plan import Plan
from solver.search.by_parts import ByParts, Limits
from solver.search.cpsat import propose
from solver.search.effort import Effort


class Lost(NamedTuple):
    """Needs of which every plan within the limits leaves out so many grains of a stage or more."""

    stage: StageId
    limits: Limits
    needs: frozenset[str]
    grains: int


class LeftOut:
    """What parts, schools and agreements say together of who is left out.

    Every plan is a solution of `BuyingModel`, and keeps what is proved of any of its needs.
    """

    def __init__(self, by_parts: ByParts) -> None:
        self._by_parts = by_parts
        self._learnt: list[Lost] = []

    def learn(self, lost: Lost) -> None:
        """Take in what is proved of some needs."""
        self._learnt.append(lost)

    def learnt(self, stage: StageId, limits: Limits) -> Iterator[Lost]:
        """What was learnt that holds of every plan within the limits."""
        for lost in self._learnt:
            holds = all(limits.get(name, most + 1) <= most for name, most in lost.limits.items())
            if lost.stage is stage and holds:
                yield lost

    def least(
        self,
        stage: StageId,
        limits: Limits,
        effort: Effort,
        needs: Collection[str] | None = None,
    ) -> int | None:
        """Grains that no plan within the limits is below, of some needs or of all.

        Parameters
        ----------
        limits
            Largest value that each earlier stage may have, in its unit; the bounds of the parts
            are those within them.

        Returns
        -------
        int or None
            `None` for stages that are not about duties and promises, or when time is up.
        """
        if stage not in PRIORITY or effort.seconds <= 0:
            return None
        cp = self._model.cp.clone()
        earlier = [name for name in limits if name in PRIORITY]
        for name in dict.fromkeys((stage, *earlier)):
            for part in self._by_parts.parts:
                proved = part.bounds.get(name, 0)
                if proved:
                    cp.add(self._model.grains(name, part.given.scenario.need_of) >= proved)
            for lost in self.learnt(name, limits):
                cp.add(self._model.grains(name, lost.needs) >= lost.grains)
        for name in earlier:
            cp.add(self._model.grains(name) <= most_grains(name, limits[name]))
        return propose(cp, self._model.grains(stage, needs), effort).bound

    def tell_parts(self, limits: Limits, plan: Plan, effort: Effort) -> None:
        """Raise what is proved of single parts in finished stages, where a plan has more."""
        until = max(0.0, effort.clock.left - effort.seconds)
        for name in limits:
            for part in self._by_parts.parts if name in PRIORITY else ():
                left = effort._replace(seconds=max(0.0, effort.clock.left - until))
                if part.value_of(plan, name) > part.bounds.get(name, 0):
                    least = self.least(name, limits, left, part.given.scenario.need_of)
                    part.bounds[name] = max(part.bounds.get(name, 0), least or 0)

    @cached_property
    def _model(self) -> BuyingModel:
        return BuyingModel(self._by_parts.given)
