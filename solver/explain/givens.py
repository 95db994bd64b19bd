"""What an office takes as given, and is named only where nothing else keeps a need out.

Who may teach it, who may buy of whom, when its pupils are at school, how many lessons it has.
"""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.findings import Shown
from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.servability import Servability
from scenarios.variants import Edit, EditKind
from scenarios.variants.edits import Cell
from solver.explain.facts import course_numbers
from solver.explain.limits import Limit, at_any_time, change_row

HALF_A_LESSON = 0.5


def givens(scenario: Scenario, need: Need) -> tuple[Limit, ...]:
    """Limits of the need alone, beside those that an office may well lift."""
    return (
        *_of_qualifications(scenario, need),
        *_of_sellers(scenario, need),
        *_of_pupils_times(scenario, need),
        *_of_lessons(need),
    )


def _of_qualifications(scenario: Scenario, need: Need) -> Iterator[Limit]:
    able_to = Servability(scenario)
    language = scenario.language_of(need)
    edits: list[Edit] = []
    for teacher in scenario.teachers:
        if able_to.qualified(teacher, need):
            continue
        row: dict[str, Cell] = {"teacher": teacher.teacher}
        if language not in teacher.languages:
            edits.append(change_row("teachers", row, languages=(*teacher.languages, language)))
        of_subject: dict[str, Cell] = {**row, "subject": need.subject}
        rows = scenario.qualifications_of.get(teacher.teacher, ())
        if any(one.subject == need.subject for one in rows):
            edits.append(Edit(edit=EditKind.REMOVE, table="qualifications", row=of_subject))
        edits.append(Edit(edit=EditKind.ADD, table="qualifications", cells=of_subject))
    if edits:
        teachers = sum(able_to.qualified(one, need) for one in scenario.teachers)
        numbers: dict[str, Shown] = {
            "subject": need.subject,
            **course_numbers(scenario, need),
            "teachers": teachers,
        }
        yield Limit("limit_qualified", (f"subject:{need.subject}",), numbers, tuple(edits))


def _of_sellers(scenario: Scenario, need: Need) -> Iterator[Limit]:
    able_to = Servability(scenario)
    buyer = scenario.buyer_of(need)
    sellers = sorted(
        {one.municipality for one in scenario.teachers if not able_to.permitted(one, need)}
    )
    if sellers:
        edits = tuple(
            Edit(edit=EditKind.ADD, table="agreements", cells={"buyer": buyer, "seller": seller})
            for seller in sellers
        )
        yield Limit("limit_sellers", (f"municipality:{buyer}",), {"buyer": buyer}, edits)


def _of_pupils_times(scenario: Scenario, need: Need) -> Iterator[Limit]:
    if need.need not in scenario.windows_of:
        yield Limit("limit_bells", (f"need:{need.need}",), {}, at_any_time(scenario, need))


def _of_lessons(need: Need) -> Iterator[Limit]:
    if need.half_lessons > 1:
        edit = change_row("needs", {"need": need.need}, lessons_per_week=HALF_A_LESSON)
        days = -(-need.half_lessons // 2)
        yield Limit("limit_lessons", (f"need:{need.need}",), {"days": days}, (edit,))
