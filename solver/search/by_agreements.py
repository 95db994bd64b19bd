"""A bound for all parts at once: each has what is proved of it, and agreements bind them all."""

from __future__ import annotations

from functools import cached_property

from scenarios.needs import PRIORITY
from scenarios.rules import StageId
from solver.candidates.sales import limits as sales
from solver.model.buying import BuyingModel
from solver.model.objective import most_grains
from solver.search.by_parts import ByParts, Limits
from solver.search.cpsat import Effort, propose


class ByAgreements:
    """What parts and agreements say together of who is left out."""

    def __init__(self, by_parts: ByParts) -> None:
        self._by_parts = by_parts

    def bound(self, stage: StageId, limits: Limits, effort: Effort) -> int | None:
        """Grains that no plan within the limits is below.

        Parameters
        ----------
        limits
            Largest value that each earlier stage may have, in its unit; the bounds of the parts
            are those within them.

        Returns
        -------
        int or None
            `None` for stages that are not about duties and promises, where no agreement has a
            limit, or when time is up.
        """
        limited = sales(self._by_parts.given.scenario)
        if stage not in PRIORITY or not limited or effort.seconds <= 0:
            return None
        cp = self._model.cp.clone()
        earlier = [name for name in limits if name in PRIORITY]
        for name in (stage, *earlier):
            for part in self._by_parts.parts:
                proved = part.bounds.get(name, 0)
                if proved:
                    cp.add(self._model.grains(name, part.given.scenario.need_of) >= proved)
        for name in earlier:
            cp.add(self._model.grains(name) <= most_grains(name, limits[name]))
        return propose(cp, self._model.grains(stage), effort).bound

    @cached_property
    def _model(self) -> BuyingModel:
        return BuyingModel(self._by_parts.given)
