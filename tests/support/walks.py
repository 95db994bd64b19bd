"""Stage after stage of tiny scenarios, each earlier one at the best that any plan reaches."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from scenarios.rules import StageId
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.search.by_parts import ByParts
from tests.support.judging import TooManyPlansError, optimum
from tests.support.oracle import Reached
from tests.support.strategies import tiny

MOST_PLANS = 1000


class Asked(NamedTuple):
    """A stage to ask about, the best of all plans in it, and the limits of earlier stages."""

    reached: Reached
    limits: dict[StageId, int]


class Walk(NamedTuple):
    """The stages of one scenario, in the order they are asked."""

    seed: int
    by_parts: ByParts
    stages: tuple[Asked, ...]


def walks(seeds: Iterable[int], stages: Container[StageId]) -> Iterator[Walk]:
    """Walks of the tiny scenarios with parts and few enough plans to enumerate."""
    for seed in seeds:
        try:
            best = optimum(tiny(seed), None, MOST_PLANS)
        except TooManyPlansError:
            continue
        by_parts = ByParts(reduced(candidates(tiny(seed))))
        if not by_parts.parts:
            continue
        most = {reached.stage: reached.most for reached in best.stages}
        order = list(most)
        asked = (
            Asked(reached, {earlier: most[earlier] for earlier in order[:position]})
            for position, reached in enumerate(best.stages)
            if reached.stage in stages
        )
        yield Walk(seed, by_parts, tuple(asked))
