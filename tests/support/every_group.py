"""Every group of a tiny scenario that keeps the rules when it is the only one.

Points 1 to 3 of the argument in `tests.support.oracle`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, product

from scenarios.needs import Need, PinKind
from scenarios.scenario import Scenario
from scenarios.teachers import AvailabilityKind
from scenarios.times import DAYS, Day, Half, Interval, clock, halves_of, subtract
from scenarios.windows import windows
from solver.plan import Group, Meeting, Member, Plan
from solver.verify.report import verify

Slot = tuple[Day, int, Half]

MINUTES_PER_DAY = 24 * 60
# What no choice of meetings and attendance can mend.
WRONG_AT_ANY_TIME = {"same_course", "grade_span", "group_size", "group_sites", "qualified"}


def lenient(scenario: Scenario) -> Scenario:
    """The scenario without the two rules that taking groups out of a plan can break."""
    teachers = tuple(
        row.model_copy(update={"min_lessons": Decimal(0)}) for row in scenario.teachers
    )
    pins = tuple(
        row.model_copy(update={"kind": PinKind.MUST}) if row.kind is PinKind.LOCKED else row
        for row in scenario.pins
    )
    return scenario.replace(teachers=teachers, pins=pins)


def plan_of(scenario: Scenario, groups: list[Group]) -> Plan:
    """These groups, and every other need unserved."""
    named = [group.model_copy(update={"group": f"g{k}"}) for k, group in enumerate(groups, 1)]
    served = {member.need for group in groups for member in group.members}
    return Plan(
        scenario=scenario.content_hash,
        groups=tuple(named),
        unserved=tuple(row.need for row in scenario.needs if row.need not in served),
    )


def all_groups(scenario: Scenario) -> Iterator[Group]:
    """Every group that keeps the rules when it is the only one."""
    return (group for group, broken in judged_groups(scenario) if not broken)


def judged_groups(scenario: Scenario) -> Iterator[tuple[Group, frozenset[str]]]:
    """Every group at which its largest needs could be there, and the rules it breaks alone.

    Of groups that are wrong at any time only the first is given.
    """
    for members in _families(scenario):
        for teacher in sorted(scenario.teacher_of):
            for group in _taught_by(scenario, members, teacher):
                findings = verify(scenario, plan_of(scenario, [group]))
                broken = frozenset(finding.code for finding in findings)
                yield group, broken
                if broken & WRONG_AT_ANY_TIME:
                    break


def _families(scenario: Scenario) -> Iterator[tuple[Need, ...]]:
    for size in range(1, len(scenario.needs) + 1):
        for members in combinations(scenario.needs, size):
            courses = {(n.subject, n.level, scenario.language_of(n)) for n in members}
            if len(courses) == 1:
                yield members


def _taught_by(scenario: Scenario, members: tuple[Need, ...], teacher: str) -> Iterator[Group]:
    first = members[0]
    for slots in _timetables(scenario, members, teacher):
        minutes = scenario.subject_of[first.subject].lesson_minutes
        meetings = tuple(
            Meeting(day=day, start=clock(start), end=clock(start + minutes), half=half)
            for day, start, half in slots
        )
        for chosen in product(*(_attendances(scenario, need, slots) for need in members)):
            yield Group(
                group="g1",
                subject=first.subject,
                level=first.level,
                language=scenario.language_of(first),
                teacher=teacher,
                meetings=meetings,
                members=tuple(
                    Member(need=need.need, meetings=indices)
                    for need, indices in zip(members, chosen, strict=True)
                ),
            )


def _timetables(
    scenario: Scenario, members: tuple[Need, ...], teacher: str
) -> Iterator[tuple[Slot, ...]]:
    """All sets of meetings of the right number and worth at which the largest needs are there."""
    most = max(need.half_lessons for need in members)
    largest = [need for need in members if need.half_lessons == most]
    halves = [Half.ALL] * (most // 2)
    starts = {
        (day, half): _starts(scenario, largest, teacher, day, half) for day in DAYS for half in Half
    }
    for last in [[Half.A], [Half.B]] if most % 2 else [[]]:
        kinds = [*halves, *last]
        for days in combinations(DAYS, len(kinds)):
            # `all` meetings are alike, so only the place of the half one matters.
            for order in sorted(set(_orders(kinds))):
                here = zip(days, order, strict=True)
                for chosen in product(*(starts[slot] for slot in here)):
                    yield tuple(zip(days, chosen, order, strict=True))


def _orders(kinds: list[Half]) -> Iterator[tuple[Half, ...]]:
    for place in range(len(kinds)):
        yield (*kinds[:place], kinds[-1], *kinds[place:-1])


def _starts(scenario: Scenario, needs: list[Need], teacher: str, day: Day, half: Half) -> list[int]:
    """Starts at which the teacher is free and each of the needs is there, in each half."""
    minutes = scenario.subject_of[needs[0].subject].lesson_minutes
    step = scenario.settings.start_step_minutes
    free = [_available(scenario, teacher, day, one) for one in halves_of(half)]
    lessons = [Interval(start, start + minutes) for start in range(0, MINUTES_PER_DAY, step)]
    return [
        lesson.start
        for lesson in lessons
        if all(any(stretch.contains(lesson) for stretch in stretches) for stretches in free)
        and all(present(scenario, need, (day, lesson.start, half)) for need in needs)
    ]


def present(scenario: Scenario, need: Need, slot: Slot) -> bool:
    """Whether the pupils are there for the core minutes, in each half of the meeting."""
    day, start, half = slot
    subject = scenario.subject_of[need.subject]
    lesson = Interval(start, start + subject.lesson_minutes)
    return all(
        any(
            window.interval.overlap(lesson) >= subject.core_minutes
            for window in windows(scenario, need, day, one)
        )
        for one in halves_of(half)
    )


def _available(scenario: Scenario, teacher: str, day: Day, half: Half) -> tuple[Interval, ...]:
    rows = scenario.availability_of.get(teacher, ())
    given = [row for row in rows if row.kind is not AvailabilityKind.BUSY]
    here = [row for row in rows if row.day is day and half in halves_of(row.half)]
    free = [row.interval for row in here if row.kind is not AvailabilityKind.BUSY]
    if not given:
        free = [Interval(8 * 60, 16 * 60)]
    return subtract(free, [row.interval for row in here if row.kind is AvailabilityKind.BUSY])


def _attendances(scenario: Scenario, need: Need, slots: tuple[Slot, ...]) -> list[tuple[int, ...]]:
    """Sets of meetings of the least worth that is enough, at all of which the pupils are there."""
    worth = [len(halves_of(half)) for _, _, half in slots]
    subsets = [
        chosen
        for size in range(1, len(slots) + 1)
        for chosen in combinations(range(len(slots)), size)
    ]
    enough = [chosen for chosen in subsets if sum(worth[i] for i in chosen) >= need.half_lessons]
    least = min(sum(worth[i] for i in chosen) for chosen in enough)
    return [
        chosen
        for chosen in enough
        if sum(worth[i] for i in chosen) == least
        and all(present(scenario, need, slots[i]) for i in chosen)
    ]
