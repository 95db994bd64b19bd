"""Plan workbooks of a small world, read back."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from api.exports import exported
from scenarios.scenario import Scenario
from solver.outcome import Outcome, StageResult, Status
from solver.plan import Plan
from solver.verify.report import verify
from tests.support.build import (
    Taught,
    group,
    municipality,
    need,
    plan,
    school,
    subject,
    teacher,
    world,
)

FIXED_SHEETS = 6
"""Cover, groups, unserved, bill, key figures, charts."""


def outcome(answer: Plan, *stages: StageResult) -> Outcome:
    return Outcome(status=Status.FEASIBLE, plan=answer, stages=stages)


def stage(name: str, value: int, bound: int) -> StageResult:
    return StageResult(
        name=name,
        unit="",
        value=value,
        bound=bound,
        gap=(value - bound) / max(1, value),
        optimal=value == bound,
        final=value,
        seconds=2,
    )


def book(
    scenario: Scenario, *groups: Taught, language: str = "en", stages: tuple[StageResult, ...] = ()
) -> Workbook:
    answer = plan(scenario, *groups)
    assert verify(scenario, answer) == ()
    content = exported(".xlsx", scenario, outcome(answer, *stages), None, language)
    return load_workbook(io.BytesIO(content))


def rows(sheet: Worksheet) -> list[tuple[Any, ...]]:
    return [row for row in sheet.iter_rows(values_only=True) if any(row)]


def texts(whole: Workbook) -> set[str]:
    return {
        str(cell)
        for sheet in whole.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    }


def named(row: Any, name: str) -> Any:
    """The row with a name of its own."""
    return row.model_copy(update={"name": name})


def two_municipalities() -> Scenario:
    """The teacher sits in s1; s2 is in another municipality and receives; n3 is unserved."""
    return world(
        need("n1", classes="3A", pupils=3, lessons_per_week=1.5),
        need("n2", school="s2", classes="2B;3B", pupils=5),
        need("n3", school="s2", subject="IS", shares_pupils_with="none"),
        named(school("s1"), "Kirkonkylä"),
        named(school("s2", municipality="m2"), "Rantala"),
        named(municipality("m2"), "Toinen"),
        subject("OR", name_en="Orthodox religion"),
        named(teacher("t1", school="s1"), "Maija Meikäläinen"),
        teacher("t2", min_lessons=3),
        first_day="2026-08-11",
        last_day="2027-06-05",
    )


SERVED = group("t1", ["mon 09:00", "wed 10:00 A"], n1=[0, 1], n2=[0])
