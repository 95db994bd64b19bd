"""As much of a scenario as decides whether certain needs can be served.

Other needs only take teachers, rooms and minutes, so most of them are left out. They are needed
where they make up a number: a group's least pupils, a teacher's least lessons.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from scenarios.needs import Need, PinKind, Priority
from scenarios.scenario import Scenario
from solver.candidates.courses import course_of
from solver.candidates.parts import about, with_tables
from solver.candidates.staff import Staff


class Question(NamedTuple):
    """A scenario in which certain needs are to be served.

    Attributes
    ----------
    exact
        Those needs, their teachers, and whoever may help to reach a least number with them.
    relaxed
        Those needs and teachers alone and no least numbers: what is impossible there is impossible
        anywhere. `None` where `exact` has nobody else, either.
    """

    exact: Scenario
    relaxed: Scenario | None


def question(scenario: Scenario, served: Collection[str]) -> Question:
    """What decides whether all these needs can be served together."""
    staff = _Staff(scenario)
    teachers = staff.of(scenario.need_of[name] for name in served)
    company = _company(scenario, staff, served, teachers)
    # A pin on somebody who may not teach the need is as binding as any.
    named = {pin.teacher for pin in scenario.pins if pin.need in served} - {""}
    exact = _unlocked(about(scenario, {*served, *company}, teachers | named, teachers), served)
    if not company:
        return Question(exact, None)
    alone = about(scenario, served, teachers | named, ())
    anyhow = tuple(row.model_copy(update={"min_pupils": 0}) for row in scenario.subjects)
    return Question(exact, with_tables(alone, subjects=anyhow))


def excerpt(scenario: Scenario, served: Collection[str]) -> Scenario:
    """The rows that a question about these needs, or about fewer of them, can come to.

    Nothing in it refers to what is not in it, so it can be edited like any scenario.
    """
    part = question(scenario, served).exact
    schools = {row.school for row in part.needs} | {row.school for row in part.teachers}
    classes = {name for need in part.needs for name in need.classes}
    needs, teachers = set(part.need_of), set(part.teacher_of)
    return with_tables(
        part,
        schools=tuple(row for row in part.schools if row.school in schools),
        bells=tuple(row for row in part.bells if row.school in schools),
        closed=tuple(row for row in part.closed if row.school in schools),
        capacity=tuple(row for row in part.capacity if row.school in schools),
        classes=tuple(row for row in part.classes if row.class_ in classes),
        lessons=tuple(row for row in part.lessons if row.class_ in classes),
        windows=tuple(row for row in part.windows if row.need in needs),
        qualifications=tuple(row for row in part.qualifications if row.teacher in teachers),
        availability=tuple(row for row in part.availability if row.teacher in teachers),
        pins=tuple(row for row in part.pins if row.teacher in ("", *teachers)),
    )


class _Staff:
    """Who may teach whom, by names."""

    def __init__(self, scenario: Scenario) -> None:
        self._names = [row.teacher for row in scenario.teachers]
        self._staff = Staff(scenario)

    def of(self, needs: Iterable[Need]) -> frozenset[str]:
        return frozenset(
            self._names[number] for need in needs for number in self._staff.for_need(need)
        )


def qualified(scenario: Scenario, names: Collection[str]) -> frozenset[str]:
    """Teachers with language, qualification and agreement for one of the needs at least."""
    return _Staff(scenario).of(scenario.need_of[name] for name in names)


def _company(
    scenario: Scenario, staff: _Staff, served: Collection[str], teachers: Collection[str]
) -> set[str]:
    """Others whom those teachers might teach to reach a least number, or as a pin says."""
    least = {name for name in teachers if scenario.teacher_of[name].min_lessons}
    others = {
        need.need: able
        for need in scenario.needs
        if need.need not in served and (able := staff.of([need]) & set(teachers))
    }
    filling = {name for name, able in others.items() if able & least}
    small = {
        course_of(scenario, need)
        for need in (scenario.need_of[name] for name in {*served, *filling})
        if need.priority is not Priority.STATUTORY
        and need.pupils < scenario.subject_of[need.subject].min_pupils
    }
    joining = {name for name in others if course_of(scenario, scenario.need_of[name]) in small}
    beside = {pin.with_need for pin in scenario.pins if pin.need in served and pin.with_need}
    return (filling | joining | beside) - set(served)


def _unlocked(scenario: Scenario, served: Collection[str]) -> Scenario:
    """The scenario in which nobody else must be served: they may be by teachers left out."""
    pins = tuple(
        pin.model_copy(update={"kind": PinKind.MUST})
        if pin.kind is PinKind.LOCKED and pin.need not in served
        else pin
        for pin in scenario.pins
    )
    return with_tables(scenario, pins=pins)
