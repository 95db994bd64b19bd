"""Branch and price: solutions parted until the relaxation of each part says enough.

What the relaxation of columns with their meetings has by halves is decided either way, in turn: on
how many days a teacher teaches, on which, which of two teachers has a need, whether two needs are
together. The least bound of all parts is one of the whole (Barnhart et al., Operations Research
46, 1998; together or apart as in Ryan and Foster, 1981).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np

from solver.columns.effort import Effort
from solver.columns.generation import Generation, Node
from solver.columns.programme import Flags
from solver.columns.timed import Box, Reals, Timed

EXACT = 1e-3
"""What is nearer to a whole number is one."""
FEW = 5_000
"""So few meetings are settled sooner by whole solutions."""
MOST_HELD = 3_000_000
"""Variables of all parts together; each takes some fifty bytes."""
Choice = tuple[float, Box, Box]
"""How near to a half it was, and both parts."""


class Leaf(NamedTuple):
    """A part, and by block the columns and slots that its solutions below a value may have."""

    node: Node
    kept: list[Flags]

    @property
    def meetings(self) -> int:
        """How many are left."""
        return sum(map(np.count_nonzero, self.kept))


class Branching:
    """Parts of the solutions, the one of the least bound first."""

    def __init__(self, generation: Generation) -> None:
        self._generation = generation
        self._timed = generation.timed
        self._nodes = [generation.root]

    @property
    def bound(self) -> int:
        """No solution is below."""
        return min(node.bound for node in self._nodes)

    @property
    def _may_grow(self) -> bool:
        return len(self._nodes) * len(self._timed.costs) < MOST_HELD

    def next(self, wanted: int, left: Callable[[], float], effort: Effort) -> Leaf | None:
        """The next part that may have solutions below a value and that whole ones should settle.

        `None` if there is none, or if it is time to end.
        """
        while left() > 0:
            node = min(self._nodes, key=lambda node: node.bound)
            if node.bound >= wanted or node.stuck:
                return None
            if not node.settled:
                if not self._generation.settle(node, left, effort):
                    return None
                continue
            leaf = Leaf(node, self._timed.kept(node.best, node.box, wanted - 1))
            large = leaf.meetings > FEW and self._may_grow
            halves = split(self._timed, node) if large else []
            if not halves:
                return leaf
            self._nodes.remove(node)
            self._nodes += [node.part(box) for box in halves]
        return None


def split(timed: Timed, node: Node) -> list[Box]:
    """Parts of a node that together have all its solutions; none if nothing is by halves."""
    if node.values is None:
        return []
    for way in WAYS:
        best = min(way(timed, node.box, node.values), key=lambda c: c[0], default=None)
        if best is not None:
            return [box for box in best[1:] if possible(timed, box)]
    return []


def possible(timed: Timed, box: Box) -> bool:
    """Whether no teacher must teach on more days than they may."""
    must: defaultdict[str, int] = defaultdict(int)
    for (teacher, _), index in timed.days.used.items():
        must[teacher] += int(box.least[index])
    return all(must[teacher] <= box.most[days] for teacher, days in timed.master.days.items())


def by_days(timed: Timed, box: Box, values: Reals) -> Iterator[Choice]:
    """On how many days a teacher teaches."""
    return _counted(timed.master.days.values(), box, values)


def by_weekdays(timed: Timed, box: Box, values: Reals) -> Iterator[Choice]:
    """Whether a teacher teaches on a weekday."""
    return _counted(timed.days.used.values(), box, values)


def _counted(variables: Iterable[int], box: Box, values: Reals) -> Iterator[Choice]:
    """At most so many, or one more at least."""
    for index in variables:
        down = int(np.floor(values[index] + EXACT))
        if values[index] - down > EXACT:
            low, high = box.most.copy(), box.least.copy()
            low[index], high[index] = down, down + 1
            yield abs(values[index] - down - 0.5), box._replace(most=low), box._replace(least=high)


def by_teachers(timed: Timed, box: Box, values: Reals) -> Iterator[Choice]:
    """Whether a need is with a teacher or with any other."""
    columns = timed.master.columns
    for indices in timed.master.with_need.values():
        of: defaultdict[str, list[int]] = defaultdict(list)
        for index in indices:
            of[columns[index].company.teacher].append(index)
        shares = {teacher: values[some].sum() for teacher, some in of.items()}
        total = sum(shares.values())
        for teacher, share in shares.items():
            if EXACT < share < total - EXACT:
                others = [i for other, some in of.items() if other != teacher for i in some]
                yield abs(share - 0.5), _without(box, of[teacher]), _without(box, others)


def by_pairs(timed: Timed, box: Box, values: Reals) -> Iterator[Choice]:
    """Whether two needs are in one company."""
    columns, with_need = timed.master.columns, timed.master.with_need
    together: defaultdict[tuple[str, str], float] = defaultdict(float)
    for index in np.flatnonzero(values[: len(columns)] > EXACT).tolist():
        for pair in combinations(sorted(columns[index].company.needs), 2):
            together[pair] += values[index]
    for (one, other), share in together.items():
        most = max(values[with_need[one]].sum(), values[with_need[other]].sum())
        if EXACT < share < most - EXACT:
            ones, others = set(with_need[one]), set(with_need[other])
            apart, joined = _without(box, ones & others), _without(box, ones ^ others)
            yield abs(share - 0.5), apart, joined


def _without(box: Box, columns: Iterable[int]) -> Box:
    most = box.most.copy()
    most[sorted(columns)] = 0
    return box._replace(most=most)


WAYS = (by_days, by_weekdays, by_teachers, by_pairs)
"""Of deciding something; the first that has anything by halves is taken."""
