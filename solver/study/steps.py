"""Steps of a frontier: plans of which none is both cheaper and better, and what is proved between.

Two kinds of facts are gathered. A plan leaves so much unserved and costs so much. A bound says
that no plan which leaves at most so much unserved costs less.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scenarios.needs import PRIORITY
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.bill import half_overtime
from solver.measure.objective import stage_values
from solver.measure.timetable import half_load, meetings_by_teacher
from solver.plan import Plan, with_groups
from solver.study.legs import Step, Stretch
from solver.verify.report import verify


class Steps:
    """What is known of one leg.

    Parameters
    ----------
    frame
        The scenario whose stage `cost` is the cost of the frontier.
    least
        No plan leaves less unserved in the stage.
    kept
        Most unserved duties that a plan on this leg may have; `None` if duties are what moves.
    """

    def __init__(
        self, base: Scenario, frame: Scenario, stage: StageId, least: int, kept: int | None
    ) -> None:
        self.stage, self.least = stage, least
        self.tried: set[int] = set()
        self._base, self._frame, self._kept = base, frame, kept
        self._known: list[tuple[int, int]] = []
        self._plans: dict[tuple[int, int, int], tuple[str, Plan]] = {}
        weights = [n.half_pupil_lessons for n in base.needs if n.priority is PRIORITY[stage]]
        self._everything = sum(weights)
        self._amounts = _sums(weights)

    def learn(self, limit: int | None, cost: int) -> None:
        """No plan of the leg that leaves at most the limit unserved costs less.

        Parameters
        ----------
        limit
            `None` for any plan of the leg.
        """
        self._known.append((self._everything if limit is None else limit, cost))

    def take(self, case: str, plan: Plan) -> None:
        """A plan, of the scenario or of one with a need more that nobody can teach."""
        own = with_groups(self._frame, plan.groups)
        values = stage_values(self._frame, own)
        duties, promises = values[StageId.STATUTORY], values[StageId.COVERAGE]
        if self._kept is not None and duties > self._kept:
            return
        unserved, other = duties, promises
        if self.stage is StageId.COVERAGE:
            unserved, other = promises, duties
        self._plans.setdefault((unserved, values[StageId.COST], other), (case, own))

    def steps(self) -> tuple[Step, ...]:
        """Plans of which none is both cheaper and better, the cheapest first."""
        return tuple(self._step(key) for key in reversed(self._best()))

    def _best(self) -> list[tuple[int, int, int]]:
        """Their keys, those that leave the least unserved first."""
        chosen: list[tuple[int, int, int]] = []
        for key in sorted(self._plans):
            if not chosen or key[1] < chosen[-1][1]:
                chosen.append(key)
        return chosen

    def _step(self, key: tuple[int, int, int]) -> Step:
        unserved, cost, other = key
        case, own = self._plans[key]
        plan = with_groups(self._base, own.groups)
        broken = verify(self._base, plan)
        if broken:
            raise RuntimeError(f"{case} breaks {broken[0].code}")
        loads = {name: half_load(held) for name, held in meetings_by_teacher(plan).items()}
        duties, promises = unserved, other
        if self.stage is StageId.COVERAGE:
            duties, promises = other, unserved
        return Step(
            case=case,
            statutory=duties,
            coverage=promises,
            cost=cost,
            cost_bound=self._cheapest(unserved),
            half_lessons=sum(loads.values()),
            half_overtime=sum(
                half_overtime(self._base.teacher_of[name], load) for name, load in loads.items()
            ),
            plan=plan,
        )

    def _cheapest(self, unserved: int) -> int:
        """No plan that leaves at most so much unserved costs less."""
        return max((cost for limit, cost in self._known if limit >= unserved), default=0)

    def start(self, limit: int) -> Plan:
        """The cheapest plan known that leaves at most the limit unserved."""
        key = min((key for key in self._plans if key[0] <= limit), key=lambda key: key[1])
        return self._plans[key][1]

    def open(self) -> Iterator[Stretch]:
        """Stretches between the steps in which another step may be."""
        for better, cheaper in pairwise(self._best()):
            left = self._left(better, cheaper)
            if left:
                yield Stretch(
                    least=left[0],
                    most=left[-1],
                    cost_least=self._cheapest(left[-1]),
                    cost_below=better[1],
                )

    def _left(self, better: tuple[int, int, int], cheaper: tuple[int, int, int]) -> list[int]:
        """Amounts at which a plan cheaper than the better one is not ruled out."""
        ruled_out = max((limit for limit, cost in self._known if cost >= better[1]), default=-1)
        begin = max(ruled_out, better[0])
        return [amount for amount in self._amounts if begin < amount < cheaper[0]]

    def middle(self, stretch: Stretch) -> int | None:
        """The middle of the amounts that were not tried yet."""
        left = [
            amount
            for amount in self._amounts
            if stretch.least <= amount <= stretch.most and amount not in self.tried
        ]
        return left[len(left) // 2] if left else None


def _sums(weights: list[int]) -> tuple[int, ...]:
    """Every sum of some of the weights."""
    bits = 1
    for weight in weights:
        bits |= bits << weight
    return tuple(amount for amount in range(bits.bit_length()) if bits >> amount & 1)
