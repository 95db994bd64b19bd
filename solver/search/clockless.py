"""Bounds from the problem without its clock, with the groups that no clock allows cut off.

The relaxed model knows who could be with whom two by two. A group that it forms may still have
no common times for all; then that set of members is forbidden and the model solved again. Every
round's bound holds by itself, so the last one is the best.
"""

from __future__ import annotations

from typing import NamedTuple

from scenarios.rules import StageId
from solver.candidates.candidates import Candidates, enough_days
from solver.model.objective import most_grains
from solver.model.relaxed import RELAXED_STAGES, RelaxedModel
from solver.search.cpsat import Effort, Proof, prove


class Impossible(NamedTuple):
    """Needs of equally many lessons that a teacher cannot teach as, or within, one group."""

    needs: tuple[str, ...]
    teacher: str


def bound_without_a_clock(
    given: Candidates, stage: StageId, limits: dict[StageId, int], effort: Effort
) -> int | None:
    """Grains that no plan within the limits of the earlier stages is below, if any are proved."""
    model = RelaxedModel(given)
    for earlier, limit in limits.items():
        expression = model.stage(earlier) if earlier in RELAXED_STAGES else None
        if expression is not None:
            model.cp.add(expression <= most_grains(earlier, limit))
    objective = model.stage(stage)
    if objective is None:
        return None
    until = effort.clock.left - effort.seconds
    best: int | None = None
    while (left := effort.clock.left - until) > 0 and not effort.stop.requested:
        proof = prove(model.cp.clone(), objective, effort._replace(seconds=left))
        if proof.bound is not None:
            best = proof.bound if best is None else max(best, proof.bound)
        found = impossible_groups(model, proof)
        if not found:
            break
        for members in found:
            forbid(model, members)
    return best


def impossible_groups(model: RelaxedModel, proof: Proof) -> list[Impossible]:
    """Smallest sets of members, one for each group of the solution that no clock allows."""
    if proof.chosen is None:
        return []
    variables, found = model.variables, []
    need_of = variables.scenario.need_of
    for leader, followers in variables.followers_of.items():
        if not proof.chosen(variables.leads(leader)):
            continue
        members = [
            need
            for need in followers
            if proof.chosen(variables.joins[need, leader])
            and need_of[need].half_lessons == need_of[leader].half_lessons
        ]
        for teacher in variables.given.teachers_of[leader]:
            taught = proof.chosen(variables.gives[leader, teacher])
            if taught and not have_common_times(variables.given, members, teacher):
                found.append(Impossible(smallest(variables.given, members, teacher), teacher))
    return found


def have_common_times(given: Candidates, needs: list[str], teacher: str) -> bool:
    """Whether needs of equally many lessons, all at every meeting, have enough common days."""
    common = set(given.slots.get((needs[0], teacher), ()))
    for need in needs[1:]:
        common &= set(given.slots.get((need, teacher), ()))
    return enough_days(given.scenario.need_of[needs[0]], common)


def smallest(given: Candidates, needs: list[str], teacher: str) -> tuple[str, ...]:
    """A subset without common times of which every smaller one has some."""
    kept = list(needs)
    for need in needs:
        fewer = [other for other in kept if other != need]
        if len(fewer) > 1 and not have_common_times(given, fewer, teacher):
            kept = fewer
    return tuple(kept)


def forbid(model: RelaxedModel, impossible: Impossible) -> None:
    """No group of this teacher whose leader has as many lessons holds all these needs.

    With such a leader each of them attends every meeting, so they would need common times.
    """
    variables = model.variables
    need_of = variables.scenario.need_of
    lessons = need_of[impossible.needs[0]].half_lessons
    for leader in variables.followers_of:
        pairs = [(need, leader) for need in impossible.needs]
        given = variables.gives.get((leader, impossible.teacher))
        may_all_join = all(pair in variables.joins for pair in pairs)
        if given is not None and may_all_join and need_of[leader].half_lessons == lessons:
            model.cp.add(sum(variables.joins[pair] for pair in pairs) + given <= len(pairs))
