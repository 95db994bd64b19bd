"""Subset-row cuts: of three needs at most one column has two.

Rows that every whole solution keeps and the linear relaxation need not (Jepsen et al., Operations
Research 56, 2008). Two columns with two each of the same three needs would share one.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import numpy.typing as npt

from solver.columns.programme import linear
from solver.columns.rows import Master

Three = tuple[str, str, str]

ENOUGH, MOST = 0.05, 30


def violated(master: Master, values: npt.NDArray[np.float64]) -> list[Three]:
    """Threes of which the solution has more than one pair, most violated first."""
    columns = master.columns
    some = np.flatnonzero(values[: len(columns)] > 1e-6)
    found: list[tuple[float, Three]] = []
    by_subject: dict[str, list[int]] = {}
    for index in some.tolist():
        leader = master.scenario.need_of[columns[index].company.needs[0]]
        key = f"{leader.subject} {leader.level}"
        by_subject.setdefault(key, []).append(index)
    for indices in by_subject.values():
        needs = sorted({n for i in indices for n in columns[i].members if values[i] < 1 - 1e-6})
        if len(needs) < 3:
            continue
        held = np.array([[n in columns[i].members for n in needs] for i in indices], dtype=np.int8)
        weights = values[indices]
        threes = np.array(list(combinations(range(len(needs)), 3)))
        held_of = held[:, threes[:, 0]] + held[:, threes[:, 1]] + held[:, threes[:, 2]]
        pairs = ((held_of >= 2) * weights[:, None]).sum(axis=0)
        for position in np.flatnonzero(pairs > 1 + ENOUGH).tolist():
            one, two, three = threes[position].tolist()
            found.append((float(pairs[position]), (needs[one], needs[two], needs[three])))
    found.sort(key=lambda entry: (-entry[0], entry[1]))
    return [three for _, three in found[:MOST]]


def require(master: Master, three: Three) -> None:
    """Add the cut."""
    seen: set[int] = set()
    twice: set[int] = set()
    for need in three:
        for index in master.with_need[need]:
            (twice if index in seen else seen).add(index)
    master.programme.require(linear(dict.fromkeys(sorted(twice), 1)), most=1)
