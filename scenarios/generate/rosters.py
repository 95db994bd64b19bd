"""When teachers can teach: their home lessons, meetings, free days and wishes."""

from __future__ import annotations

from random import Random

from scenarios.generate.knobs import Tightness
from scenarios.generate.staff import Post
from scenarios.generate.week import HomeLesson
from scenarios.teachers import Availability, AvailabilityKind, TeacherStatus
from scenarios.times import DAYS, Day, Interval, clock, union

WORKDAY = Interval(8 * 60, 16 * 60)
STAFF_MEETING = Interval(14 * 60 + 15, 15 * 60 + 45)
MORNING = Interval(8 * 60, 12 * 60)


def availability_rows(
    post: Post,
    home: tuple[HomeLesson, ...],
    meeting_day: Day,
    tightness: Tightness,
    rng: Random,
) -> list[Availability]:
    """Rows of a teacher: days at work, preferred mornings, busy minutes."""
    name = post.teacher.teacher
    rows = [_row(name, day, WORKDAY, AvailabilityKind.AVAILABLE) for day in _days(tightness, rng)]
    if rows and rng.random() < 0.35:
        day = rng.choice(rows).day
        rows.append(_row(name, day, MORNING, AvailabilityKind.PREFERRED))
    busy: dict[Day, list[Interval]] = {day: [] for day in DAYS}
    for lesson in home:
        busy[lesson.day].append(lesson.interval)
    if post.teacher.status is TeacherStatus.EMPLOYED:
        busy[meeting_day].append(STAFF_MEETING)
    rows += [
        _row(name, day, interval, AvailabilityKind.BUSY)
        for day in DAYS
        for interval in union(busy[day])
    ]
    return rows


def reserved_for_home(post: Post, rng: Random) -> list[Availability]:
    """In spring: two half days that the teacher's own school keeps for itself."""
    if not post.home_post:
        return []
    return [
        _row(post.teacher.teacher, day, MORNING, AvailabilityKind.BUSY)
        for day in sorted(rng.sample(DAYS, 2), key=DAYS.index)
    ]


def _days(tightness: Tightness, rng: Random) -> tuple[Day, ...]:
    """Days at work; part-timers have a free day, in tight areas more often."""
    free = {Tightness.LOOSE: 0.1, Tightness.NORMAL: 0.3, Tightness.TIGHT: 0.5}[tightness]
    if rng.random() > free:
        return DAYS
    off = rng.choice(DAYS)
    return tuple(day for day in DAYS if day is not off)


def _row(name: str, day: Day, minutes: Interval, kind: AvailabilityKind) -> Availability:
    return Availability(
        teacher=name, day=day, start=clock(minutes.start), end=clock(minutes.end), kind=kind
    )
