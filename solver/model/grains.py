"""Grains: the whole numbers in which each stage is counted, a few of them to its unit."""

from __future__ import annotations

from scenarios.rules import StageId

GRAINS = {
    StageId.STATUTORY: 1,
    StageId.COVERAGE: 1,
    StageId.CONTINUITY: 2,
    StageId.FAIRNESS: 1,
    StageId.COST: 2,
    StageId.CONVENIENCE: 2,
}


def in_units(grains: int, stage: StageId) -> int:
    """Grains in the stage's unit, rounded half up."""
    grain = GRAINS[stage]
    return (2 * grains + grain) // (2 * grain)


def most_grains(stage: StageId, limit: int) -> int:
    """Most grains whose value, rounded half up, is at most the limit."""
    grain = GRAINS[stage]
    return grain * limit + (grain + 1) // 2 - 1


def least_grains(stage: StageId, bound: int) -> int:
    """Fewest grains whose value, rounded half up, is at least the bound."""
    grain = GRAINS[stage]
    return grain * bound - grain // 2
