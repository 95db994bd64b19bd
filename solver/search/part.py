"""One part: who of those that know something about it is asked next, and what they said."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from scenarios.needs import PRIORITY
from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.columns.column import TooManyColumnsError
from solver.columns.master import ColumnMaster
from solver.columns.near import NearMaster
from solver.columns.priced import PricedMaster
from solver.columns.weeks import Weeks
from solver.measure.objective import stage_value
from solver.model.build import PlanModel
from solver.model.company import Company, Settled, companies_of
from solver.model.grains import least_grains
from solver.plan import Plan, with_groups
from solver.search.company import CompanyMaster
from solver.search.cpsat import Answer, minimise
from solver.search.effort import Effort
from solver.search.incumbent import Incumbent
from solver.search.leftovers import Piece, Sparing, pieces_of, sparing

Limits = dict[StageId, int]
Master = CompanyMaster | ColumnMaster | PricedMaster | NearMaster
UNSETTLED = Settled(None, None, proved=False)
FEW_NEEDS = 60
"""Up to so many needs leaders say more at once than prices, and mostly prove it."""
MOST_LED = 700
"""Above, the model of leaders takes hundreds of megabytes and says less than prices."""
MOST_LISTED = 30_000
"""Of more companies than these the relaxation alone takes longer than leaders and prices need."""
FEW_COLUMNS = 8_000
"""Up to so many companies, their list soon says more than leaders and prices do."""
LISTS_SAY_MOST = (*PRIORITY, StageId.COST)
ASKED_ONCE = ("priced", "leaders")
"""About these stages of a part with few companies."""
FIRST_SECONDS, LEAST_OF_TURN = 1.0, 0.1


class Asked:
    """A question about a part: what is known, and who may still say more.

    Attributes
    ----------
    waiting
        Names of the masters, whose turn it is first.
    seconds
        What the next turn is worth; doubled when all had theirs.
    """

    def __init__(self, masters: tuple[str, ...]) -> None:
        self.settled = UNSETTLED
        self.waiting = list(masters)
        self.turns = 0
        self.seconds = FIRST_SECONDS
        self._masters = self._round = len(masters)

    @property
    def effort(self) -> float:
        """What the next turn takes, the more the more turns there were."""
        return self.seconds * (1 + self.turns)

    @property
    def over(self) -> bool:
        """Whether there is nobody left to ask."""
        return self.settled.proved or not self.waiting

    def took_turn(self, found: Settled | None, share: float, *, again: bool = True) -> None:
        """Remember the answer.

        Once all had a turn, who raised the bound goes on. Who used little of the time and did not
        raise it is not asked `again`.
        """
        before = self.settled.bound
        self.settled = _joined(found or UNSETTLED, self.settled)
        name = self.waiting.pop(0)
        raised = self.settled.bound != before
        if raised and self.turns >= self._masters:
            self.waiting.insert(0, name)
        elif again and (raised or (found is not None and share >= LEAST_OF_TURN)):
            self.waiting.append(name)
        self.turns += 1
        if self.turns >= self._round:
            self._round = self.turns + len(self.waiting)
            self.seconds *= 2


class Part:
    """A part with what is settled of it; numbers are grains.

    Attributes
    ----------
    bounds
        By stage what the part has at least with all that is left of earlier limits.
    bounds_alone
        The same if it has no more of earlier stages than their bounds.
    weights
        By stage what it uses of all that is left if it has more; `None` if it cannot.
    left
        By stage what is left of the earlier stages of which it can have more.
    """

    def __init__(self, given: Candidates, previous: Plan | None) -> None:
        self.given = given
        self.previous = previous
        self.bounds: Limits = {}
        self.bounds_alone: Limits = {}
        self.weights: dict[StageId, int | None] = {}
        self.left: dict[StageId, Limits] = {}
        self._sparing: dict[StageId, Sparing] = {}
        self.companies: tuple[Company, ...] = ()
        self.reached: int | None = None
        self._asked: dict[tuple[StageId, tuple[tuple[StageId, int], ...]], Asked] = {}
        self._valued: tuple[Plan, Plan, Limits] | None = None

    @property
    def needs(self) -> int:
        """How many needs the part has."""
        return len(self.given.scenario.needs)

    @cached_property
    def weeks(self) -> Weeks:
        """Weeks of its teachers that were tried."""
        return Weeks(self.given)

    @cached_property
    def leaders(self) -> CompanyMaster:
        """The part without its clock, a group known by its leader."""
        return CompanyMaster(self.given, self.weeks)

    @cached_property
    def columns(self) -> ColumnMaster | None:
        """The part without its clock, every company listed; `None` if they are too many."""
        try:
            return ColumnMaster(self.given, self.previous, self.weeks, MOST_LISTED)
        except TooManyColumnsError:
            return None

    @cached_property
    def priced(self) -> PricedMaster:
        """The same without a list, each company found when it pays."""
        return PricedMaster(self.given)

    @cached_property
    def near(self) -> NearMaster:
        """Those of them listed that may be in a plan better than the best found by prices."""
        known = self._companies_of_the_plan
        return NearMaster(self.given, self.priced, self.weeks, self.previous, known)

    def _companies_of_the_plan(self) -> tuple[Company, ...]:
        return companies_of(self.given, self._valued[1].groups) if self._valued else ()

    def least(self, stage: StageId) -> int:
        """What it has at least if it has no more of earlier stages than their bounds."""
        return max(self.bounds_alone.get(stage, 0), self.bounds.get(stage, 0))

    def savings(self, stage: StageId) -> list[Piece]:
        """What it may have less, by what it uses of all that is left of earlier limits."""
        bound, weight = self.bounds.get(stage, 0), self.weights.get(stage)
        return list(pieces_of(self.least(stage), bound, weight, self._sparing.get(stage)))

    def spares(self, stage: StageId) -> bool:
        """Whether prices have said what it may save."""
        return stage in self._sparing

    def spare(self, stage: StageId, alone: Limits, within: Limits) -> None:
        """Raise the bound with all that is left to what prices say of it."""
        paid = self.priced.paid(stage, alone, within)
        if paid is not None:
            found = sparing(paid, self.given.scenario.needs, self.bounds, self.left[stage])
            self._sparing[stage] = found
            self.bounds[stage] = max(self.bounds.get(stage, 0), found.in_all)

    def asked(self, stage: StageId, limits: Mapping[StageId, int]) -> Asked:
        """What is known of the stage within the limits."""
        key = (stage, tuple(sorted(limits.items())))
        if key not in self._asked:
            self._asked[key] = Asked(self._masters(stage))
        return self._asked[key]

    def settle(
        self,
        stage: StageId,
        limits: Mapping[StageId, int],
        effort: Effort,
        known: int | None = None,
    ) -> Settled:
        """Ask whose turn it is about the stage within the limits, unless it is proved.

        Of a stage with its clock a plan within the limits may be `known` to have so many grains.
        """
        asked = self.asked(stage, limits)
        if asked.over or effort.seconds <= 0:
            return asked.settled
        left, name = effort.clock.left, asked.waiting[0]
        master = self._master(name)
        if stage is StageId.CONVENIENCE and isinstance(master, ColumnMaster):
            found = master.settle(stage, limits, effort, known)
            if found is not None and found.bound and self.needs <= FEW_NEEDS:
                # Leaders have nothing to add to columns with their meetings.
                asked.waiting[1:] = []
        else:
            found = master.settle(stage, limits, effort) if master is not None else None
        share = (left - effort.clock.left) / effort.seconds
        proved = found is not None and found.proved
        # Listing takes seconds, and of what is proved nobody needs to know.
        once = not proved and name in ASKED_ONCE and stage in LISTS_SAY_MOST and self._few_listed
        asked.took_turn(found, share, again=not once)
        return asked.settled

    def _master(self, name: str) -> Master | None:
        """Who goes by the name; `None` if there is nothing for them to say."""
        if name == "near" and self._listed is not None:
            # Whoever has all companies listed needs no few of them.
            return None
        found: Master | None = getattr(self, name)
        return found

    @property
    def _listed(self) -> ColumnMaster | None:
        return self.columns if self.needs <= MOST_LED else None

    @property
    def _few_listed(self) -> bool:
        return self._listed is not None and self._listed.size <= FEW_COLUMNS

    def _masters(self, stage: StageId) -> tuple[str, ...]:
        """Who is asked about the stage, in order."""
        if self.needs > MOST_LED:
            return ("priced", "near", "columns")
        if stage in (StageId.CONTINUITY, StageId.CONVENIENCE):
            return ("columns", "leaders")
        if self.needs > FEW_NEEDS or stage is StageId.COST:
            return ("priced", "columns", "near", "leaders")
        return ("leaders", "columns", "priced", "near")

    def solve_with_clock(
        self,
        stage: StageId,
        limits: Mapping[StageId, int],
        effort: Effort,
        incumbent: Incumbent,
    ) -> Answer:
        """Best plan and bound of the part alone, over all its candidates."""
        # Built anew each time: those of all parts of a country would not fit into memory.
        model = PlanModel(self.given, self.previous)
        for earlier, limit in limits.items():
            model.cp.add(model.stage(earlier).expression <= limit)
        start = self.share_of(incumbent.plan) if incumbent.plan else None
        return minimise(model, model.cp, model.stage(stage).expression, effort, start=start)

    def share_of(self, plan: Plan) -> Plan:
        """The part's groups of a plan."""
        own = self.given.scenario.needs
        placed = (plan.group_of.get(need.need) for need in own)
        # By name, for to tell groups apart by all they hold takes longer.
        groups = {entry[0].group: entry[0] for entry in placed if entry is not None}
        return with_groups(self.given.scenario, tuple(groups.values()))

    def value_of(self, plan: Plan, stage: StageId) -> int:
        """Fewest grains that the part's groups of a plan may have of a stage."""
        valued = self._valued
        if valued is None or valued[0] is not plan:
            valued = self._valued = (plan, self.share_of(plan), {})
        _, share, known = valued
        if stage not in known:
            value = stage_value(stage, self.given.scenario, share, self.previous)
            known[stage] = least_grains(stage, value)
        return known[stage]

    def keep(self, plan: Plan, stage: StageId) -> None:
        """The part's groups of a plan are best for the stage."""
        self.companies = companies_of(self.given, self.share_of(plan).groups)
        self.reached = self.value_of(plan, stage)


def _joined(new: Settled, old: Settled) -> Settled:
    bounds = [bound for bound in (new.bound, old.bound) if bound is not None]
    best = min(
        (new, old), key=lambda settled: settled.value if settled.value is not None else 2**62
    )
    bound = max(bounds, default=None)
    reached = bound is not None and best.value == bound
    return Settled(bound, best.companies, reached, best.value, best.plan)
