"""What a scenario exercises: one question per feature of the contract.

`shares(scenarios)` says in how many of a hundred scenarios each feature occurs; a test keeps
every feature above a floor, so that no agreement between model and verifier is empty talk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations

from scenarios.needs import NO_OTHER, Need, PinKind, Priority, WindowKind
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.teachers import AvailabilityKind
from scenarios.times import Half
from scenarios.windows import Mode, mode_of, partly_planned

Question = Callable[[Scenario], bool]


def _halved(table: str) -> Question:
    return lambda s: any(row.half is not Half.ALL for row in s.rows(table))  # type: ignore[attr-defined]


def _mode(mode: Mode) -> Question:
    return lambda s: any(mode_of(s, need) is mode for need in s.needs)


def _pinned(kind: PinKind) -> Question:
    return lambda s: any(pin.kind is kind for pin in s.pins)


def _pin_cell(cell: str) -> Question:
    return lambda s: any(getattr(pin, cell) not in ("", None) for pin in s.pins)


def _kind(kind: WindowKind) -> Question:
    return lambda s: any(row.kind is kind for row in s.windows)


def _time(kind: AvailabilityKind) -> Question:
    return lambda s: any(row.kind is kind for row in s.availability)


def _priority(priority: Priority) -> Question:
    return lambda s: any(need.priority is priority for need in s.needs)


def _step(minutes: int) -> Question:
    return lambda s: s.settings.start_step_minutes == minutes


def _lesson(minutes: int) -> Question:
    return lambda s: any(row.lesson_minutes == minutes for row in s.subjects)


def _weekly(halves: int) -> Question:
    return lambda s: any(need.half_lessons == halves for need in s.needs)


def _any_need(question: Callable[[Need], bool]) -> Question:
    return lambda s: any(question(need) for need in s.needs)


def _unequal_lessons(s: Scenario) -> bool:
    alike = [
        (one, other)
        for one, other in combinations(s.needs, 2)
        if (one.subject, one.level, s.language_of(one))
        == (other.subject, other.level, s.language_of(other))
    ]
    return any(one.half_lessons != other.half_lessons for one, other in alike)


def _uses_planned(cell: Callable[[Scenario, Need], bool]) -> Question:
    return lambda s: any(mode_of(s, n) is Mode.PLANNED and cell(s, n) for n in s.needs)


def _misses(s: Scenario, need: Need) -> bool:
    return any(row.may_miss for name in need.classes for row in s.lessons_of[name])


def _released(s: Scenario, need: Need) -> bool:
    home = [row.subject for name in need.classes for row in s.lessons_of[name]]
    return any(name in need.released_from for name in home)


def _sells_abroad(s: Scenario) -> bool:
    return any(
        s.buyer_of(need) != teacher.municipality for need in s.needs for teacher in s.teachers
    )


def _common_class(s: Scenario) -> bool:
    return any(set(a.classes) & set(b.classes) for a, b in combinations(s.needs, 2))


FEATURES: dict[str, Question] = {
    "several schools": lambda s: len(s.schools) > 1,
    "several municipalities": lambda s: len({row.municipality for row in s.schools}) > 1,
    "several languages": lambda s: len({row.language for row in s.schools}) > 1,
    "employer elsewhere": _sells_abroad,
    "two rooms": lambda s: any(row.remote_rooms > 1 for row in s.schools),
    "cannot receive": lambda s: any(row.supervisors == 0 for row in s.schools),
    "own supervisor cost": lambda s: any(row.supervisor_cost == 23.75 for row in s.schools),
    "explicit windows": _mode(Mode.EXPLICIT),
    "planned mode": _mode(Mode.PLANNED),
    "unplanned mode": _mode(Mode.UNPLANNED),
    "partly planned": lambda s: any(partly_planned(s, need) for need in s.needs),
    "lesson may be missed": _uses_planned(_misses),
    "released lesson": _uses_planned(_released),
    "closed": lambda s: bool(s.closed),
    "break shift": lambda s: s.settings.break_shift_minutes > 0,
    "bells by grade": lambda s: len({row.grades for row in s.bells}) > 1,
    "transport window": lambda s: any(row.earliest or row.latest for row in s.classes),
    "combined class": lambda s: any(len(row.grades) > 1 for row in s.classes),
    "need of several grades": _any_need(lambda n: n.grade_to > n.grade_from),
    "need of several classes": _any_need(lambda n: len(n.classes) > 1),
    "need without classes": _any_need(lambda n: not n.classes),
    "common class": _common_class,
    "level": _any_need(lambda n: bool(n.level)),
    "shares pupils with a need": _any_need(
        lambda n: bool(n.shares_pupils_with) and n.shares_pupils_with != (NO_OTHER,)
    ),
    "shares pupils with no other": _any_need(lambda n: n.shares_pupils_with == (NO_OTHER,)),
    "continues": _any_need(lambda n: bool(n.continues)),
    "unequal lessons": _unequal_lessons,
    "half lessons 0.5": _weekly(1),
    "half lessons 1.5": _weekly(3),
    "half lessons 2.5": _weekly(5),
    "core below lesson": lambda s: any(r.core_minutes < r.lesson_minutes for r in s.subjects),
    "min pupils": lambda s: any(row.min_pupils > 1 for row in s.subjects),
    "one site": lambda s: any(row.max_sites == 1 for row in s.subjects),
    "grade span 0": lambda s: any(row.grade_span == 0 for row in s.subjects),
    "teaches from a school": lambda s: any(row.school for row in s.teachers),
    "min lessons": lambda s: any(row.min_lessons > 0 for row in s.teachers),
    "one lesson a day": lambda s: any(row.max_lessons_day == 1 for row in s.teachers),
    "contract": lambda s: any(row.contract_lessons > 0 for row in s.teachers),
    "overtime": lambda s: any(row.overtime_cost > row.lesson_cost for row in s.teachers),
    "hire": lambda s: any(row.hire_cost > 0 for row in s.teachers),
    "unqualified row": lambda s: any(not row.qualified for row in s.qualifications),
    "unqualified allowed": lambda s: s.settings.allow_unqualified,
    "qualified by level": lambda s: any(row.level for row in s.qualifications),
    "agreement with a limit": lambda s: any(row.max_lessons is not None for row in s.agreements),
    "agreement without a limit": lambda s: any(row.max_lessons is None for row in s.agreements),
    "capacity": lambda s: bool(s.capacity),
    "fairness": lambda s: StageId.FAIRNESS in s.settings.priorities,
    "slack": lambda s: any(s.settings.slack(stage) for stage in s.settings.priorities[:-1]),
    "changeover": lambda s: s.settings.changeover_minutes > 0,
    **{f"half of {t}": _halved(t) for t in ("closed", "lessons", "capacity", "windows")},
    "half of availability": _halved("availability"),
    **{f"window {kind}": _kind(kind) for kind in WindowKind},
    **{f"{kind} times": _time(kind) for kind in AvailabilityKind},
    **{f"{priority} need": _priority(priority) for priority in Priority},
    **{f"pin {kind}": _pinned(kind) for kind in PinKind},
    **{f"pin {cell}": _pin_cell(cell) for cell in ("teacher", "day", "start", "with_need")},
    **{f"step {minutes}": _step(minutes) for minutes in (5, 15, 30)},
    **{f"lesson of {minutes} minutes": _lesson(minutes) for minutes in (30, 45, 60)},
}


def shares(scenarios: Iterable[Scenario]) -> dict[str, float]:
    """Percent of the scenarios in which each feature occurs."""
    counts = dict.fromkeys(FEATURES, 0)
    total = 0
    for scenario in scenarios:
        total += 1
        for name, question in FEATURES.items():
            counts[name] += question(scenario)
    return {name: 100 * count / max(1, total) for name, count in counts.items()}
