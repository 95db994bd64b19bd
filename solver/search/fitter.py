"""Companies that are best for a part, put into the best plan."""

from __future__ import annotations

from scenarios.needs import PRIORITY
from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.model.company import Company
from solver.search.by_parts import SUMS, Part
from solver.search.effort import Effort
from solver.search.incumbent import Incumbent
from solver.search.timing import refit, refit_among_neighbours

SECONDS_OF_A_REFIT = 5.0
SECONDS_TO_SAVE = 2.0
"""For less cost: times are found at once or not, and the rest goes into small change."""
MAY_MOVE_OTHERS = (*PRIORITY, StageId.COST)


class Fitter:
    """Finds times for them, and tries no companies of a part twice in a row."""

    def __init__(self, given: Candidates, incumbent: Incumbent) -> None:
        self._given, self._incumbent = given, incumbent
        self._tried: dict[Part, tuple[StageId, tuple[Company, ...]]] = {}

    def fit(self, part: Part, stage: StageId, effort: Effort) -> None:
        """Times among the groups of the others, which may get other times too."""
        asked = (stage, part.companies)
        if effort.seconds <= 0 or self._tried.get(part) == asked:
            return
        if not part.companies or not self._promises(part, stage):
            return
        self._tried[part] = asked
        until = max(0.0, effort.clock.left - effort.seconds)
        order = self._incumbent.order
        stages = [s for s in order[order.index(stage) :] if s in SUMS]
        first = [stage, *(s for s in self._incumbent.who_and_what_stays() if s is not stage)]
        ways = ((refit, stages), (refit_among_neighbours, first))
        most = SECONDS_TO_SAVE if stage is StageId.COST else SECONDS_OF_A_REFIT
        for way, for_these in ways if stage in MAY_MOVE_OTHERS else ways[:1]:
            seconds = min(most, max(0.0, effort.clock.left - until))
            if seconds > 0 and self._promises(part, stage):
                needs, mine = part.given.scenario.need_of.keys(), effort._replace(seconds=seconds)
                way(self._given, needs, part.companies, self._incumbent, mine, for_these)

    def _promises(self, part: Part, stage: StageId) -> bool:
        """Whether the plan has more of the stage in the part than its companies would."""
        plan = self._incumbent.plan
        return (
            part.reached is not None
            and plan is not None
            and part.value_of(plan, stage) > part.reached
        )
