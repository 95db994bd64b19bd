"""First prices from a small linear programme that knows groups by their number alone.

Teachers who cost the same are one, and of their companies only the number is known in each block
(lessons and range of grades), with the pupils and schools that so many companies can hold.
What serving a need costs at the edge there is close to what it costs over all companies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ortools.linear_solver.pywraplp import (  # type: ignore[import-untyped]
    Constraint,
    Solver,
    Variable,
)

from scenarios.needs import Need, Subject
from solver.candidates.candidates import Candidates
from solver.candidates.presence import hundredths
from solver.columns.blocks import Block, blocks_of
from solver.columns.prices import Prices
from solver.columns.shares import attended
from solver.columns.sums import Contract, Limits, Sum

Rates = tuple[int, int, int]


class _Hours(NamedTuple):
    """Rows of the teachers who cost the same: half lessons in a week, and those above contract."""

    week: Constraint
    above: Constraint | None
    inside: int
    homes: frozenset[str]


class Compact:
    """Shares of needs served and numbers of companies, as fractions."""

    def __init__(
        self,
        part: Candidates,
        objective: Sum,
        limits: Limits,
        contracts: Mapping[str, Contract],
        penalty: float,
    ) -> None:
        self._part, self._objective, self._limits = part, objective, limits
        self._lp = Solver.CreateSolver("GLOP")
        self._lp.Objective().SetMinimization()
        self._infinity = self._lp.infinity()
        self._places = {need.need: self._place(need, penalty) for need in part.scenario.needs}
        self._kept = []
        for sum_, most in limits.kept:
            row = self._lp.Constraint(float(sum_.total - most), self._infinity)
            row.SetCoefficient(self._variable(penalty), 1.0)
            self._kept.append(row)
        self._rates_of = {
            teacher: (contract.inside, contract.above, contract.hire)
            for teacher, contract in contracts.items()
        }
        alike: defaultdict[Rates, list[str]] = defaultdict(list)
        for teacher in sorted(contracts):
            alike[self._rates_of[teacher]].append(teacher)
        self._hours = {
            rates: self._hours_of(rates, same, contracts) for rates, same in alike.items()
        }
        for needs in part.courses.values():
            self._course(needs)

    def prices(self) -> Prices | None:
        """What places and limits are worth at the best shares; `None` if GLOP gives up."""
        if self._lp.Solve() != Solver.OPTIMAL:
            return None
        return Prices(
            {need: -row.dual_value() for need, row in self._places.items()},
            tuple(row.dual_value() for row in self._kept),
            {},
        )

    def _variable(self, cost: float, most: float | None = None) -> Variable:
        variable = self._lp.NumVar(0.0, self._infinity if most is None else most, "")
        self._lp.Objective().SetCoefficient(variable, cost)
        return variable

    def _place(self, need: Need, penalty: float) -> Constraint:
        forced = need.need in self._limits.forced
        row = self._lp.Constraint(1.0 if forced else 0.0, 1.0)
        if forced:
            row.SetCoefficient(self._variable(penalty * need.half_pupil_lessons, 1.0), 1.0)
        return row

    def _hours_of(
        self, rates: Rates, same: Sequence[str], contracts: Mapping[str, Contract]
    ) -> _Hours:
        inside, more, hire = rates
        teacher_of = self._part.scenario.teacher_of
        homes = frozenset(teacher_of[teacher].school for teacher in same)
        used = self._variable(float(hire), float(len(same)))
        week = self._lp.Constraint(-self._infinity, 0.0)
        week.SetCoefficient(used, -float(max(contracts[teacher].most for teacher in same)))
        if not more:
            return _Hours(week, None, inside, homes)
        free = sum(contracts[teacher].free for teacher in same)
        above = self._lp.Constraint(-self._infinity, float(free))
        above.SetCoefficient(self._variable(float(more)), -1.0)
        return _Hours(week, above, inside, homes)

    def _course(self, needs: Sequence[Need]) -> None:
        able: defaultdict[Rates, set[str]] = defaultdict(set)
        for need in needs:
            for teacher in self._part.teachers_of[need.need]:
                able[self._rates_of[teacher]].add(need.need)
        subject = self._part.scenario.subject_of[needs[0].subject]
        for rates in sorted(able):
            mine = sorted(
                (need for need in needs if need.need in able[rates]),
                key=lambda need: (need.school, -need.half_lessons, need.need),
            )
            for block in blocks_of(mine, subject.grade_span):
                self._block(block, [mine[k] for k in block.order], subject, self._hours[rates])

    def _block(self, block: Block, needs: list[Need], subject: Subject, hours: _Hours) -> None:
        """Companies of a block hold so many pupils and schools, and each need at most once."""
        number = self._variable(float(hours.inside * block.lessons))
        for row in (hours.week, hours.above):
            if row is not None:
                row.SetCoefficient(number, float(block.lessons))
        pupils, sites = (self._lp.Constraint(-self._infinity, 0.0) for _ in range(2))
        pupils.SetCoefficient(number, -float(subject.max_pupils))
        sites.SetCoefficient(number, -float(subject.max_sites))
        at_school: defaultdict[str, list[tuple[Need, Variable]]] = defaultdict(list)
        for need in needs:
            share = self._share(need)
            pupils.SetCoefficient(share, float(need.pupils))
            at_school[need.school].append((need, share))
        for school, shares in at_school.items():
            fee = self._fee(school, hours.homes) * attended(shares[0][0], block.lessons)
            if len(shares) == 1:
                self._lp.Objective().SetCoefficient(
                    shares[0][1], float(fee) + self._lp.Objective().GetCoefficient(shares[0][1])
                )
                sites.SetCoefficient(shares[0][1], 1.0)
                continue
            received = self._variable(float(fee))
            sites.SetCoefficient(received, 1.0)
            for _, share in shares:
                row = self._lp.Constraint(-self._infinity, 0.0)
                row.SetCoefficient(share, 1.0)
                row.SetCoefficient(received, -1.0)

    def _fee(self, school: str, homes: frozenset[str]) -> int:
        """What the school pays by half lesson, unless one of the teachers may be at home there."""
        fee = hundredths(self._part.scenario.supervisor_cost_of(school))
        return fee * (self._objective.bill and school not in homes)

    def _share(self, need: Need) -> Variable:
        share = self._variable(-float(self._objective.worth.get(need.need, 0)))
        self._places[need.need].SetCoefficient(share, 1.0)
        for row, (sum_, _) in zip(self._kept, self._limits.kept, strict=True):
            worth = sum_.worth.get(need.need, 0)
            if worth:
                row.SetCoefficient(share, float(worth))
        return share
