"""Rules about pupils: they are there, and wanted in one place at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from scenarios.findings import Finding
from scenarios.needs import Category, Need
from scenarios.rules import RuleId
from scenarios.scenario import Scenario
from scenarios.times import clock, halves_of
from solver.measure.presence import windows_of
from solver.measure.timetable import attendances, attended_indices
from solver.plan import Group, Meeting, Member, Plan
from solver.verify.violations import violation

_BELIEFS = (Category.RELIGION, Category.ETHICS)


def pupils_present(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """Every meeting that a need attends overlaps one of its windows by `core_minutes`."""
    for group in plan.groups:
        for need, meeting in attendances(scenario, group):
            core = scenario.subject_of[need.subject].core_minutes
            for half in halves_of(meeting.half):
                windows = windows_of(scenario, need.need, meeting.day, half)
                overlaps = [window.interval.overlap(meeting.interval) for window in windows]
                present = max(overlaps, default=0)
                if present < core and meeting.interval.minutes:
                    yield violation(
                        RuleId.PUPILS_PRESENT,
                        "absent",
                        f"group:{group.group}",
                        f"need:{need.need}",
                        day=meeting.day,
                        start=clock(meeting.start),
                        half=half,
                        minutes=present,
                        wanted=core,
                    )


Placed = tuple[int, Group, Member]


def pupil_clash(scenario: Scenario, plan: Plan) -> Iterator[Finding]:
    """Needs in different groups that share pupils do not attend overlapping meetings."""
    placed: defaultdict[str, list[Placed]] = defaultdict(list)
    for position, group in enumerate(plan.groups):
        for member in group.members:
            placed[member.need].append((position, group, member))
    for one, other in _sharing_pairs(scenario, placed.keys() & scenario.need_of.keys()):
        for first in placed[one.need]:
            for second in placed[other.need]:
                if first[0] != second[0]:
                    yield from _overlaps(first, second)


def _overlaps(first: Placed, second: Placed) -> Iterator[Finding]:
    for meeting in _attended(first):
        for against in _attended(second):
            if _at_once(meeting, against):
                yield violation(
                    RuleId.PUPIL_CLASH,
                    "at_once",
                    f"need:{first[2].need}",
                    f"need:{second[2].need}",
                    f"group:{first[1].group}",
                    f"group:{second[1].group}",
                    day=meeting.day,
                    first=clock(meeting.start),
                    second=clock(against.start),
                )


def _attended(placed: Placed) -> list[Meeting]:
    _, group, member = placed
    return [group.meetings[index] for index in attended_indices(group, member)]


def _at_once(one: Meeting, other: Meeting) -> bool:
    common = set(halves_of(one.half)) & set(halves_of(other.half))
    return one.day is other.day and bool(common) and one.interval.overlap(other.interval) > 0


def _sharing_pairs(scenario: Scenario, ids: set[str]) -> list[tuple[Need, Need]]:
    """Pairs of these needs that share pupils, in the order of their ids."""
    needs = [scenario.need_of[need] for need in sorted(ids)]
    pairs = {
        (min(need.need, named), max(need.need, named))
        for need in needs
        for named in need.shares_pupils_with
        if named in ids and named != need.need
    }
    by_class: defaultdict[str, list[Need]] = defaultdict(list)
    for need in needs:
        # A need that names somebody, or nobody, has said all there is.
        for class_id in () if need.shares_pupils_with else need.classes:
            by_class[class_id].append(need)
    for classmates in by_class.values():
        for one, other in combinations(classmates, 2):
            if _may_be_the_same_pupils(scenario, one, other):
                pairs.add((one.need, other.need))
    return [(scenario.need_of[one], scenario.need_of[other]) for one, other in sorted(pairs)]


def _may_be_the_same_pupils(scenario: Scenario, one: Need, other: Need) -> bool:
    """Nobody has a subject twice, or two beliefs."""
    categories = [scenario.subject_of[need.subject].category for need in (one, other)]
    both_beliefs = all(category in _BELIEFS for category in categories)
    return one.subject != other.subject and not both_beliefs
