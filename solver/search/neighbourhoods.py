"""Which needs to let move next, the others held still. Each returns need ids."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from scenarios.times import DAYS
from solver.candidates.candidates import Candidates
from solver.plan import Plan

Neighbourhood = Callable[[Candidates, Plan, random.Random, int], tuple[str, ...]]


def around_an_unserved_need(
    given: Candidates, plan: Plan, rng: random.Random, size: int
) -> tuple[str, ...]:
    """An unserved need, then needs of its course and of its possible teachers."""
    hopeful = [need for need in plan.unserved if given.teachers_of[need]]
    if not hopeful:
        return a_teacher(given, plan, rng, size)
    return _grown(given, plan, rng, size, rng.choice(hopeful))


def a_teacher(given: Candidates, plan: Plan, rng: random.Random, size: int) -> tuple[str, ...]:
    """The needs of one teacher, then those of teachers who could take them."""
    used = sorted({group.teacher for group in plan.groups})
    if not used:
        return _any(given, rng, size)
    teacher = rng.choice(used)
    members = [m.need for group in plan.groups if group.teacher == teacher for m in group.members]
    return _grown(given, plan, rng, size, rng.choice(sorted(members)))


def a_municipality(given: Candidates, plan: Plan, rng: random.Random, size: int) -> tuple[str, ...]:
    """Needs of one municipality and those taught with them."""
    scenario = given.scenario
    home = rng.choice(sorted({scenario.buyer_of(need) for need in scenario.needs}))
    own = [need.need for need in scenario.needs if scenario.buyer_of(need) == home]
    rng.shuffle(own)
    return _with_companions(given, plan, own, size)


def a_day(given: Candidates, plan: Plan, rng: random.Random, size: int) -> tuple[str, ...]:
    """Groups that meet on one weekday."""
    day = rng.choice(DAYS)
    groups = [group for group in plan.groups if any(m.day is day for m in group.meetings)]
    rng.shuffle(groups)
    return _first([m.need for group in groups for m in group.members], given, size)


NEIGHBOURHOODS: tuple[Neighbourhood, ...] = (
    around_an_unserved_need,
    a_teacher,
    a_municipality,
    a_day,
)


def _grown(
    given: Candidates, plan: Plan, rng: random.Random, size: int, seed: str
) -> tuple[str, ...]:
    """A need with its course, then whole groups of its possible teachers."""
    course = next(c for c in given.courses.values() if any(n.need == seed for n in c))
    near = [need.need for need in course]
    rng.shuffle(near)
    teachers = set(given.teachers_of[seed])
    groups = [group for group in plan.groups if group.teacher in teachers]
    rng.shuffle(groups)
    rivals = [member.need for group in groups for member in group.members]
    half = max(1, size // 2)
    return _first([seed, *near[:half], *rivals, *near[half:]], given, size)


def _with_companions(
    given: Candidates, plan: Plan, needs: Sequence[str], size: int
) -> tuple[str, ...]:
    found: list[str] = []
    for need in needs:
        found.append(need)
        if need in plan.group_of:
            found += [member.need for member in plan.group_of[need][0].members]
    return _first(found, given, size)


def _any(given: Candidates, rng: random.Random, size: int) -> tuple[str, ...]:
    needs = [need.need for need in given.scenario.needs]
    rng.shuffle(needs)
    return _first(needs, given, size)


def _first(needs: Sequence[str], given: Candidates, size: int) -> tuple[str, ...]:
    distinct = dict.fromkeys(need for need in needs if given.teachers_of[need])
    return tuple(distinct)[:size]
