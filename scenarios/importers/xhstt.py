"""XHSTT archives with solutions, read as home timetables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from scenarios.findings import Finding, Severity
from scenarios.importers.home_week import HomeWeek, WeekLesson
from scenarios.importers.trees import MAX_BYTES, UnreadableXmlError, parse
from scenarios.importers.xhstt_archive import (
    CLASS,
    ROOM,
    TEACHER,
    Complaints,
    Event,
    Instance,
    Placement,
    Solution,
    read_instance,
    read_solutions,
)

COURSE_PREFIX = "gr_"
# Every solution is judged by all events; the largest archive known has some ten thousand.
MOST_WORK = 2_000_000


def read_xhstt(data: bytes, solution: str | None = None, instance: str | None = None) -> HomeWeek:
    """The week of a school as one solution of the file has it.

    Parameters
    ----------
    solution
        Name of a solution group; without it the solution with the fewest problems (lessons that
        have no time, and clashes of classes and teachers), the first of several.
    instance
        Id of an instance; without it the first of the file.

    Returns
    -------
    HomeWeek
        With a finding for everything that could not be read or had to be chosen. It has no
        lessons beside an error.
    """
    complaints = Complaints()
    try:
        root = parse(data)
    except UnreadableXmlError as broken:
        complaints.say(broken.code, severity=Severity.ERROR, **broken.numbers)
        return _nothing(complaints)
    instances = root.findall("Instances/Instance")
    chosen = [row for row in instances if instance in (None, row.get("Id"))]
    if not chosen:
        complaints.say("xhstt_no_instance", severity=Severity.ERROR, instance=instance or "")
        return _nothing(complaints)
    if len(instances) > 1 and instance is None:
        complaints.say("xhstt_first_instance", instances=len(instances))
    found = read_instance(chosen[0], complaints)
    solutions = read_solutions(root, found.id)
    if len(solutions) * len(found.events) > MOST_WORK:
        complaints.say("xml_too_large", severity=Severity.ERROR, most=MAX_BYTES // 1024**2)
        return _nothing(complaints)
    best = _chosen(found, solutions, solution, complaints)
    if best is None:
        return _nothing(complaints)
    return _week(found, best, complaints)


def _nothing(complaints: Complaints) -> HomeWeek:
    return HomeWeek("", "", 0, (), (), (), tuple(complaints))


def _chosen(
    instance: Instance, solutions: list[Solution], name: str | None, complaints: Complaints
) -> Solution | None:
    """The named solution or the one with the fewest problems, with what is said about it."""
    offered = [row for row in solutions if name in (None, row.name)]
    if not offered:
        complaints.say("xhstt_no_solution", severity=Severity.ERROR, solution=name or "")
        return None
    if len(offered) == 1:
        return offered[0]
    problems = [_problems(instance, row) for row in offered]
    best = min(range(len(offered)), key=lambda place: (problems[place], place))
    complaints.say(
        "xhstt_solution_chosen",
        severity=Severity.INFO,
        solution=offered[best].name,
        solutions=len(offered),
        problems=problems[best],
    )
    return offered[best]


def _problems(instance: Instance, solution: Solution) -> int:
    said = Complaints()
    lessons = list(_lessons(instance, solution, said))
    return len(said) + len(_clashes(lessons))


def _week(instance: Instance, solution: Solution, complaints: Complaints) -> HomeWeek:
    lessons = tuple(sorted(_lessons(instance, solution, complaints)))
    complaints.extend(_clashes(lessons))
    return HomeWeek(
        instance.id,
        solution.name,
        max(instance.periods_of.values()),
        tuple(row for row, kind in instance.type_of.items() if kind == CLASS),
        tuple(row for row, kind in instance.type_of.items() if kind == TEACHER),
        lessons,
        tuple(complaints),
    )


def _lessons(
    instance: Instance, solution: Solution, complaints: Complaints
) -> Iterator[WeekLesson]:
    parts: defaultdict[str, list[Placement]] = defaultdict(list)
    for placement in solution.placements:
        if placement.event in instance.events:
            parts[placement.event].append(placement)
        else:
            complaints.say("xhstt_unknown_reference", f"lesson:{placement.event}")
    for event in instance.events.values():
        placements = parts[event.id] or [Placement(event.id, event.duration, event.time, ())]
        placed = 0
        for placement in placements:
            lesson = _lesson(instance, event, placement, complaints)
            if lesson is not None:
                placed += lesson.duration
                yield lesson
        if placed != event.duration:
            complaints.say(
                "xhstt_duration_differs",
                f"lesson:{event.id}",
                placed=placed,
                duration=event.duration,
            )


def _lesson(
    instance: Instance, event: Event, placement: Placement, complaints: Complaints
) -> WeekLesson | None:
    moment = instance.moments.get(placement.time or event.time)
    if moment is None:
        complaints.say("xhstt_lesson_without_time", f"lesson:{event.id}")
        return None
    duration = placement.duration or event.duration
    last = instance.periods_of[moment.day]
    if moment.period + duration > last:
        complaints.say("xhstt_lesson_past_the_day", f"lesson:{event.id}", periods=last)
        return None
    by_type = _by_type(instance, event, placement, complaints)
    if not by_type[CLASS]:
        complaints.say("xhstt_lesson_without_class", f"lesson:{event.id}", severity=Severity.INFO)
    return WeekLesson(
        moment.day,
        moment.period,
        duration,
        (event.course or event.id).removeprefix(COURSE_PREFIX),
        tuple(by_type[CLASS]),
        tuple(by_type[TEACHER]),
        tuple(by_type[ROOM]),
        event.id,
    )


def _by_type(
    instance: Instance, event: Event, placement: Placement, complaints: Complaints
) -> dict[str, list[str]]:
    """Resources of a lesson: the fixed ones of the event, and those the solution adds by role."""
    roles = {**dict(event.resources), **{r: name for r, name in placement.resources if name}}
    found: dict[str, list[str]] = {CLASS: [], TEACHER: [], ROOM: []}
    for name in roles.values():
        kind = instance.type_of.get(name)
        if kind is None:
            code = "xhstt_unknown_reference" if name else "xhstt_resource_missing"
            complaints.say(code, f"lesson:{event.id}", resource=name)
        elif kind in found and name not in found[kind]:
            found[kind].append(name)
    return found


def _clashes(lessons: list[WeekLesson] | tuple[WeekLesson, ...]) -> list[Finding]:
    """Classes and teachers who have two lessons in the same period."""
    taken: Counter[tuple[str, str, int, str]] = Counter()
    for lesson in lessons:
        for period in range(lesson.period, lesson.period + lesson.duration):
            for noun, names in (("class", lesson.classes), ("teacher", lesson.teachers)):
                taken.update((lesson.day, noun, period, name) for name in names)
    return [
        Finding(
            code="xhstt_clash",
            severity=Severity.WARNING,
            subjects=(f"{noun}:{name}",),
            numbers={"day": day, "period": period + 1, "lessons": number},
        )
        for (day, noun, period, name), number in sorted(taken.items())
        if number > 1
    ]
