"""Shares: what every coalition of municipalities would cost, and who pays what of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import comb

from scenarios.findings import Finding
from scenarios.scenario import Scenario
from solver.measure.numbers import WEEKS_A_YEAR, whole_cents
from solver.measure.shares import shares_in_cents
from solver.plan import Plan
from solver.study.cases import Answer, Ask, Case, StudyError
from solver.study.coalitions import best_left, better_union, players_in, scenario_of, worth
from solver.study.costing import Cost, Prices, cost_of, own_costs, prices
from solver.study.games import (
    Coalition,
    Discontent,
    Estimate,
    coalitions,
    discontents,
    sampled_shapley,
    shapley,
)
from solver.study.nucleolus import nucleolus
from solver.study.sharing import (
    Going,
    Key,
    KeyShares,
    Leaving,
    Sample,
    Share,
    SharesReport,
    SharesSettings,
)

MOST_LISTED = 10
"""Municipalities of which every coalition is asked; of more, orders of joining are drawn."""

LAST_SHARE = 0.1
"""Of a coalition's seconds for its cost: who is served matters more, and takes less to prove."""

SEED_OF_ORDERS = 1
SHOWN = 10
Costs = dict[Coalition, Cost]
Amounts = dict[str, int]


def shares(base: Scenario, settings: SharesSettings, ask: Ask) -> SharesReport:
    """Have the coalitions solved and share the cost of all under every key.

    Raises
    ------
    StudyError
        If nobody has a need, or an unserved lesson no price.
    """
    players = players_in(base)
    if not players:
        raise StudyError([Finding(code="study_nobody_shares")])
    price = prices(base, settings.unserved_euros)
    asked = coalitions_asked(players, settings.orders)
    solving = _Solving(base, price, ask, settings.effort_of_all)
    solving.solve(asked)
    costs = {one: solving.costs[one] for one in asked}
    whole = frozenset(players)
    scenario, plan = scenario_of(base, whole), solving.answers[whole].plan
    own = own_costs(scenario, plan, price)
    listed = len(players) <= MOST_LISTED
    sample = None if listed else _sample(settings.orders, len(players), len(asked))
    keys = [_shapley(players, costs, own, settings.orders)]
    if listed:
        keys.append(_fair(Key.NUCLEOLUS, nucleolus(_values(costs)), costs, own))
    for name, cents in shares_in_cents(scenario, plan, WEEKS_A_YEAR).items():
        wholes = {one: cents.get(one, 0) + own.get(one, 0) for one in own}
        keys.append(_key(Key(name), wholes, costs, own))
    return SharesReport(
        weeks=WEEKS_A_YEAR,
        unserved_cents=price.duty,
        price_given=settings.unserved_euros is not None,
        names={row.municipality: row.name for row in base.municipalities},
        total=costs[whole].value,
        bill=costs[whole].bill,
        keys=tuple(keys),
        unproved=sum(not cost.proved for cost in costs.values()),
        sample=sample,
        coalitions=tuple(
            Going(municipalities=tuple(sorted(one)), **costs[one]._asdict()) for one in asked
        ),
    )


def coalitions_asked(players: tuple[str, ...], orders: int) -> list[Coalition]:
    """All coalitions, or those of which drawn orders of joining are made; small ones first."""
    if len(players) <= MOST_LISTED:
        return list(coalitions(players))
    met = {frozenset(players)}

    def meet(coalition: Coalition) -> int:
        met.add(coalition)
        return 0

    sampled_shapley(players, meet, orders, SEED_OF_ORDERS)
    return sorted(met, key=lambda one: (len(one), sorted(one)))


class _Solving:
    """Coalitions under way: all together and each alone first, then from large to small.

    What is left of the plan of a larger coalition is a good start. At last coalitions whose halves
    are better off are tried once more from the plans of these.
    """

    def __init__(self, base: Scenario, price: Prices, ask: Ask, effort_of_all: int) -> None:
        self.answers: dict[Coalition, Answer] = {}
        self.costs: Costs = {}
        self._base = base
        self._price = price
        self._ask = ask
        self._effort = effort_of_all

    def solve(self, asked: list[Coalition]) -> None:
        """Answers of them all; the last is all together."""
        whole = asked[-1]
        self._have([(one, None) for one in asked if len(one) in (1, len(whole))], whole)
        for size in range(len(whole) - 1, 1, -1):
            same = [one for one in asked if len(one) == size]
            self._have(
                [(one, best_left(scenario_of(self._base, one), one, self.answers)) for one in same],
                whole,
            )
        for size in range(2, len(whole) + 1):
            unions = [
                (one, better_union(scenario_of(self._base, one), one, self.answers))
                for one in asked
                if len(one) == size
            ]
            self._have([(one, start) for one, start in unions if start is not None], whole)

    def _have(self, starts: list[tuple[Coalition, Plan | None]], whole: Coalition) -> None:
        cases = {
            one: Case(
                name_of(one),
                scenario_of(self._base, one),
                start=start,
                effort=self._effort if one == whole else 1,
                last_share=1.0 if one == whole else LAST_SHARE,
            )
            for one, start in starts
        }
        heard = self._ask(list(cases.values()))
        for one, case in cases.items():
            # Scenarios are made anew when needed: what is remembered of so many would add up.
            answer, before = heard[case.name], self.answers.get(one)
            if before is None or worth(answer) < worth(before):
                self.answers[one] = answer
                self.costs[one] = cost_of(case.scenario, answer, self._price)


def name_of(coalition: Iterable[str]) -> str:
    """The name of its case."""
    return "+".join(sorted(coalition))


def _values(costs: Costs) -> dict[Coalition, int]:
    return {one: cost.value for one, cost in costs.items()}


def _shapley(players: tuple[str, ...], costs: Costs, own: Amounts, orders: int) -> KeyShares:
    values = _values(costs)
    if len(players) > MOST_LISTED:
        drawn = sampled_shapley(players, values.__getitem__, orders, SEED_OF_ORDERS)
        means = {one: estimate.mean for one, estimate in drawn.items()}
        return _fair(Key.SHAPLEY, means, costs, own, errors=drawn)
    return _fair(Key.SHAPLEY, shapley(values), costs, own, ranges=ranges(players, costs))


def ranges(players: tuple[str, ...], costs: Costs) -> dict[str, tuple[int, int]]:
    """Least and greatest Shapley value of each, every unproved cost being anywhere in its gap.

    The cost of all is a fact: it is what will be paid.
    """
    whole = frozenset(players)
    bounds = {one: cost.value if one == whole else cost.bound for one, cost in costs.items()}
    values = _values(costs)
    found = {}
    for player in players:
        low = high = Fraction(0)
        for one in (one for one in costs if player in one):
            weight = Fraction(1, len(players) * comb(len(players) - 1, len(one) - 1))
            rest = one - {player}
            low += weight * (bounds[one] - values.get(rest, 0))
            high += weight * (values[one] - bounds.get(rest, 0))
        found[player] = (round(low), round(high))
    return found


def _fair(
    key: Key,
    fair: Mapping[str, Fraction],
    costs: Costs,
    own: Amounts,
    *,
    ranges: Mapping[str, tuple[int, int]] | None = None,
    errors: Mapping[str, Estimate] | None = None,
) -> KeyShares:
    found = _key(key, whole_cents(fair), costs, own)
    told = []
    for share in found.shares:
        low, high = (ranges or {}).get(share.municipality, (None, None))
        error = errors[share.municipality].error if errors else None
        told.append(share.model_copy(update={"low": low, "high": high, "error": error}))
    return found.model_copy(update={"shares": tuple(told)})


def _key(key: Key, wholes: Amounts, costs: Costs, own: Amounts) -> KeyShares:
    # Nobody but the players is in a coalition; who only sells bears nothing.
    members = frozenset().union(*costs)
    paid = {one: cents for one, cents in wholes.items() if one in members or cents}
    alone = discontents(_values(costs), paid)
    perhaps = discontents({one: cost.bound for one, cost in costs.items()}, paid)
    return KeyShares(
        key=key,
        shares=tuple(
            Share(municipality=one, whole=cents, own=own[one], pays=cents - own[one])
            for one, cents in sorted(paid.items())
        ),
        better_alone=len(alone),
        perhaps_better=_further(perhaps, frozenset().union(*costs), len(alone)),
        most_gaining=tuple(
            Leaving(municipalities=one.coalition, gains=int(one.excess)) for one in alone[:SHOWN]
        ),
    )


def _further(perhaps: tuple[Discontent, ...], whole: Coalition, certain: int) -> int:
    """All together cannot leave, whatever the bound of their cost."""
    return sum(frozenset(one.coalition) != whole for one in perhaps) - certain


def _sample(orders: int, players: int, asked: int) -> Sample:
    # The error falls with the root of the orders.
    return Sample(orders=orders, asked=asked, of=2**players - 1, orders_to_halve=3 * orders)
