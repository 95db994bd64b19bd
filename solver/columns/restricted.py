"""The linear programme over the companies priced so far, solved again and again by GLOP."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from ortools.linear_solver.pywraplp import (  # type: ignore[import-untyped]
    Constraint,
    Solver,
    Variable,
)

from scenarios.scenario import Scenario
from solver.columns.column import Column
from solver.columns.prices import Pair, Prices
from solver.columns.sums import Contract, Limits, Sum

LITTLE = 0.01


class Restricted:
    """Columns, teachers used and lessons above the contract, as fractions."""

    def __init__(
        self,
        scenario: Scenario,
        objective: Sum,
        limits: Limits,
        contracts: Mapping[str, Contract],
        penalty: float,
    ) -> None:
        self._objective, self._limits, self._contracts = objective, limits, contracts
        self._lp = Solver.CreateSolver("GLOP")
        self.columns: dict[Column, Variable] = {}
        infinity = self._lp.infinity()
        self._lp.Objective().SetMinimization()
        self._needs = {}
        for need in scenario.needs:
            forced = need.need in limits.forced
            row = self._lp.Constraint(1.0 if forced else 0.0, 1.0)
            self._needs[need.need] = row
            if forced:
                row.SetCoefficient(self._variable(1.0, penalty * need.half_pupil_lessons), 1.0)
        self._kept = []
        for sum_, most in limits.kept:
            row = self._lp.Constraint(float(sum_.total - most), infinity)
            row.SetCoefficient(self._variable(infinity, penalty), 1.0)
            self._kept.append(row)
        self._loads: dict[str, list[Constraint]] = {}
        self._used: dict[str, Variable] = {}
        self._using: dict[Pair, Constraint] = {}
        for teacher, contract in contracts.items():
            self._teacher(teacher, contract)

    def _variable(self, most: float, cost: float) -> Variable:
        variable = self._lp.NumVar(0.0, most, "")
        self._lp.Objective().SetCoefficient(variable, cost)
        return variable

    def _teacher(self, teacher: str, contract: Contract) -> None:
        infinity = self._lp.infinity()
        used = self._variable(1.0, float(contract.hire))
        self._used[teacher] = used
        most = self._lp.Constraint(-infinity, 0.0)
        most.SetCoefficient(used, -float(contract.most))
        rows = [most]
        if contract.least:
            least = self._lp.Constraint(0.0, infinity)
            least.SetCoefficient(used, -float(contract.least))
            rows.append(least)
        if contract.above:
            free = self._lp.Constraint(-infinity, float(contract.free))
            free.SetCoefficient(self._variable(infinity, float(contract.above)), -1.0)
            rows.append(free)
        self._loads[teacher] = rows

    def add(self, column: Column, fees: int) -> bool:
        """Add a column if it is new; `fees` is what its schools cost."""
        if column in self.columns:
            return False
        teacher = column.company.teacher
        worth = sum(self._objective.worth.get(need, 0) for need in column.members)
        cost = self._contracts[teacher].inside * column.lessons + fees - worth
        x = self._variable(self._lp.infinity(), float(cost))
        self.columns[column] = x
        for need in column.company.needs:
            self._needs[need].SetCoefficient(x, 1.0)
            if (teacher, need) in self._using:
                self._using[teacher, need].SetCoefficient(x, 1.0)
        for row, (sum_, _) in zip(self._kept, self._limits.kept, strict=True):
            row.SetCoefficient(x, float(sum(sum_.worth.get(need, 0) for need in column.members)))
        for row in self._loads[teacher]:
            row.SetCoefficient(x, float(column.lessons))
        return True

    def solve(self) -> float | None:
        """The least value over the columns so far; `None` if GLOP gives up."""
        if self._lp.Solve() != Solver.OPTIMAL:
            return None
        return float(self._lp.Objective().Value()) + self._objective.total

    def tighten(self) -> bool:
        """Ask for needs that are with a teacher more than the teacher is used; whether any was."""
        taught: defaultdict[Pair, float] = defaultdict(float)
        for column, x in self.columns.items():
            value = x.solution_value()
            if value > LITTLE:
                for need in column.company.needs:
                    taught[column.company.teacher, need] += value
        used = {teacher: x.solution_value() for teacher, x in self._used.items()}
        above = {
            pair
            for pair, value in taught.items()
            if self._contracts[pair[0]].hire and value > used[pair[0]] + LITTLE
        }
        for teacher, need in sorted(above - self._using.keys()):
            row = self._lp.Constraint(-self._lp.infinity(), 0.0)
            row.SetCoefficient(self._used[teacher], -1.0)
            self._using[teacher, need] = row
        for column, x in self.columns.items():
            for need in column.company.needs:
                pair = (column.company.teacher, need)
                if pair in above:
                    self._using[pair].SetCoefficient(x, 1.0)
        return bool(above)

    @property
    def prices(self) -> Prices:
        """Of the solution."""
        return Prices(
            {need: -row.dual_value() for need, row in self._needs.items()},
            tuple(row.dual_value() for row in self._kept),
            {pair: -row.dual_value() for pair, row in self._using.items()},
        )

    def lesson_costs(self) -> dict[str, float]:
        """By teacher what half a lesson costs, inside the contract and for its scarcity."""
        return {
            teacher: self._contracts[teacher].inside - sum(row.dual_value() for row in rows)
            for teacher, rows in self._loads.items()
        }
