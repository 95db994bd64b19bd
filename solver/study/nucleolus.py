"""The nucleolus of a cost game, by one linear programme after another.

Each programme makes the largest excess (what a coalition pays within the whole, less what it would
pay alone) as small as it can be. Coalitions whose excess is that large in every solution are held
there, and the next programme is about the others, until the shares are the only ones left
(Maschler, Peleg and Shapley, Mathematics of Operations Research 4, 1979).
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from ortools.linear_solver import pywraplp

from solver.study.games import Coalition, Costs, Shares, players_of

HELD_FROM = 1e-6
"""A dual price above this is not the solver's rounding: the prices sum to one."""

CENT = 1e-4


def nucleolus(costs: Costs) -> Shares:
    """Shares in the unit of the costs, to a ten-thousandth of it; they sum to the cost of all.

    Raises
    ------
    ValueError
        If the cost of a coalition is missing.
    """
    players = players_of(costs)
    whole = frozenset(players)
    held: dict[Coalition, float] = {whole: 0.0}
    shares = [costs[whole] / len(players)] * len(players)
    while _rank(players, held) < len(players):
        excess, shares, tight = _least_excess(players, costs, held)
        held.update(dict.fromkeys(tight, excess))
    return _summing_up(players, shares, costs[whole])


def _least_excess(
    players: tuple[str, ...], costs: Costs, held: dict[Coalition, float]
) -> tuple[float, list[float], list[Coalition]]:
    """The smallest largest excess of those not held, shares that have it, and who always does."""
    solver = pywraplp.Solver.CreateSolver("GLOP")
    share = {player: solver.NumVar(-solver.infinity(), solver.infinity(), "") for player in players}
    largest = solver.NumVar(-solver.infinity(), solver.infinity(), "")
    free = {}
    for coalition, cost in costs.items():
        paid = solver.Sum([share[player] for player in sorted(coalition)])
        if coalition in held:
            solver.Add(paid == cost + held[coalition])
        elif not _follows(players, coalition, held):
            free[coalition] = solver.Add(paid - largest <= cost)
    solver.Minimize(largest)
    status = solver.Solve()
    if status != pywraplp.Solver.OPTIMAL:
        raise RuntimeError(f"a programme that has a solution ended with status {status}")
    tight = [one for one, row in free.items() if abs(row.dual_value()) > HELD_FROM]
    return largest.solution_value(), [share[p].solution_value() for p in players], tight


def _matrix(players: tuple[str, ...], chosen: list[Coalition]) -> np.ndarray:
    return np.array([[player in one for player in players] for one in chosen], dtype=np.float64)


def _rank(players: tuple[str, ...], held: dict[Coalition, float]) -> int:
    return int(np.linalg.matrix_rank(_matrix(players, list(held))))


def _follows(players: tuple[str, ...], coalition: Coalition, held: dict[Coalition, float]) -> bool:
    """Whether what the coalition pays follows from those held."""
    rows = _matrix(players, [*held, coalition])
    return bool(np.linalg.matrix_rank(rows) == np.linalg.matrix_rank(rows[:-1]))


def _summing_up(players: tuple[str, ...], shares: list[float], whole: int) -> Shares:
    """Rounded shares, the last bit of rounding given to the first player."""
    rounded = {
        player: Fraction(round(share / CENT), round(1 / CENT))
        for player, share in zip(players, shares, strict=True)
    }
    rounded[players[0]] += whole - sum(rounded.values())
    return rounded
