"""What a teacher may teach, when they can, and to whom their employer may sell."""

from __future__ import annotations

from scenarios.needs import Need
from scenarios.remembered import per_scenario
from scenarios.scenario import Scenario
from scenarios.teachers import AvailabilityKind
from scenarios.times import Day, Half, Interval, holds_in, subtract, union

USUAL_HOURS = Interval(8 * 60, 16 * 60)


def stretches(
    scenario: Scenario, teacher: str, day: Day, half: Half, kind: AvailabilityKind
) -> tuple[Interval, ...]:
    """Rows of one kind on a weekday of a single half, as they were given."""
    return tuple(
        row.interval
        for row in scenario.availability_of.get(teacher, ())
        if row.kind is kind and row.day is day and holds_in(row.half, half)
    )


@per_scenario
def busy(scenario: Scenario, teacher: str, day: Day, half: Half) -> tuple[Interval, ...]:
    """Busy minutes of a teacher, rows joined."""
    return union(stretches(scenario, teacher, day, half, AvailabilityKind.BUSY))


@per_scenario
def preferred(scenario: Scenario, teacher: str, day: Day, half: Half) -> tuple[Interval, ...]:
    """Preferred rows of a teacher, each by itself."""
    return stretches(scenario, teacher, day, half, AvailabilityKind.PREFERRED)


@per_scenario
def free(scenario: Scenario, teacher: str, day: Day, half: Half) -> tuple[Interval, ...]:
    """Minutes in which a teacher can teach."""
    rows = scenario.availability_of.get(teacher, ())
    if all(row.kind is AvailabilityKind.BUSY for row in rows):
        open_minutes: tuple[Interval, ...] = (USUAL_HOURS,)
    else:
        open_minutes = (
            *stretches(scenario, teacher, day, half, AvailabilityKind.AVAILABLE),
            *preferred(scenario, teacher, day, half),
        )
    return subtract(open_minutes, busy(scenario, teacher, day, half))


def uncovered_grades(
    scenario: Scenario, teacher: str, need: Need, *, unqualified: bool
) -> tuple[int, ...]:
    """Grades of the need that no row of the teacher covers.

    Parameters
    ----------
    unqualified
        Whether rows with `qualified = no` count.
    """
    return uncovered(scenario, teacher, need.subject, need.level, need.grades, unqualified)


@per_scenario
def uncovered(
    scenario: Scenario,
    teacher: str,
    subject: str,
    level: str,
    grades: tuple[int, ...],
    unqualified: bool,  # noqa: FBT001 - what is remembered is asked by position
) -> tuple[int, ...]:
    """The same for any need of this subject, level and grades."""
    rows = [
        row
        for row in scenario.qualifications_of.get(teacher, ())
        if row.subject == subject and row.level in ("", level) and (row.qualified or unqualified)
    ]
    return tuple(
        grade
        for grade in grades
        if not any(row.grade_from <= grade <= row.grade_to for row in rows)
    )


def may_sell(scenario: Scenario, seller: str, buyer: str) -> bool:
    """Whether lessons of the seller's teachers may go to the buyer."""
    if not scenario.agreements or seller == buyer:
        return True
    return (seller, buyer) in _sales(scenario)


@per_scenario
def _sales(scenario: Scenario) -> frozenset[tuple[str, str]]:
    """Seller and buyer of every agreement."""
    return frozenset((row.seller, row.buyer) for row in scenario.agreements)
