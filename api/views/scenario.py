"""A scenario as somebody sees it: its own rows, and nothing by which others could be counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.principal import Role
from api.views.counts import shown_pupils
from api.views.sight import Sight
from scenarios.scenario import Scenario
from scenarios.tables import TABLES

Cells = dict[str, Any]

FRAME = (
    "name",
    "area",
    "school_year",
    "first_day",
    "last_day",
    "delete_after",
    "halves",
    "start_step_minutes",
    "break_shift_minutes",
    "changeover_minutes",
    "allow_unqualified",
)
"""Settings that everybody plans by; the order of the stages and the weights are policy."""
_OF_TEACHER_AT_SCHOOL = ("teacher", "name", "school", "languages", "status")
_OF_OTHER_MUNICIPALITY = ("municipality", "name")
_OF_SCHOOL_TO_VIEWERS = ("school", "municipality", "name")
# Three pupils of a religion in a municipality make a need statutory, so the word would narrow the
# range in which a small count is shown.
_NOT_FOR_SCHOOLS = frozenset({"priority", "continues"})


def seen_scenario(scenario: Scenario, sight: Sight) -> dict[str, Any]:
    """The normal form, or as much of it as concerns the reader.

    Every table is there, if empty. Of a row the reader sees all its columns or those that are
    named above; what is left out is absent, not empty.
    """
    whole = scenario.normal_form()
    if sight.whole:
        return whole
    kept = _Kept(scenario, sight, whole)
    settings = {key: whole["settings"][key] for key in FRAME}
    tables = {table: kept.rows(table) for table in TABLES}
    return {"schema_version": whole["schema_version"], "settings": settings, **tables}


class _Kept:
    """The rows that a reader keeps, table by table."""

    def __init__(self, scenario: Scenario, sight: Sight, whole: dict[str, Any]) -> None:
        self._scenario, self._sight, self._whole = scenario, sight, whole
        own = scenario.need_of
        self._classes = {one.class_ for one in scenario.classes if one.school in sight.schools}
        self._subjects = {own[name].subject for name in sight.needs}
        self._municipality = sight.role is Role.MUNICIPALITY
        if self._municipality:
            self._subjects |= {
                row.subject for row in scenario.qualifications if row.teacher in sight.teachers
            }
        self._partners = self._agreed() if self._municipality else set()

    def _agreed(self) -> set[str]:
        own = self._sight.municipality
        sides = [{row.buyer, row.seller} for row in self._scenario.agreements]
        return set().union(*(pair for pair in sides if own in pair)) - {own}

    def rows(self, table: str) -> list[Cells]:
        """Rows of a table, cut to what the reader may see."""
        if self._sight.role is Role.VIEWER:
            return self._for_viewers(table)
        cut = self._cuts.get(table, _by_school)
        return [kept for row in self._whole[table] if (kept := cut(self, row)) is not None]

    def _for_viewers(self, table: str) -> list[Cells]:
        if table != "schools":
            return []
        return [
            _only(row, _OF_SCHOOL_TO_VIEWERS)
            for row in self._whole[table]
            if row["school"] in self._sight.schools
        ]

    def _municipality_row(self, row: Cells) -> Cells | None:
        if row["municipality"] == self._sight.municipality:
            return row if self._municipality else _only(row, _OF_OTHER_MUNICIPALITY)
        named = row["municipality"] in self._partners
        return _only(row, _OF_OTHER_MUNICIPALITY) if named else None

    def _holiday_row(self, row: Cells) -> Cells | None:
        return row if row["municipality"] == self._sight.municipality else None

    def _lesson_row(self, row: Cells) -> Cells | None:
        return row if row["class"] in self._classes else None

    def _subject_row(self, row: Cells) -> Cells | None:
        return row if row["subject"] in self._subjects else None

    def _need_row(self, row: Cells) -> Cells | None:
        need = self._scenario.need_of[row["need"]]
        if need.need not in self._sight.needs:
            return None
        own = [name for name in need.shares_pupils_with if self._is_own(name)]
        shown = {
            **row,
            "pupils": shown_pupils(self._scenario, need, self._sight),
            "shares_pupils_with": own,
        }
        if self._municipality:
            return shown
        return {column: cell for column, cell in shown.items() if column not in _NOT_FOR_SCHOOLS}

    def _is_own(self, name: str) -> bool:
        """Whether a word in a need or pin names nothing of others."""
        return name in self._sight.needs or name not in self._scenario.need_of

    def _need_of_row(self, row: Cells) -> Cells | None:
        return row if row["need"] in self._sight.needs else None

    def _pin_row(self, row: Cells) -> Cells | None:
        if not self._municipality or row["need"] not in self._sight.needs:
            return None
        return row if self._is_own(row["with_need"]) else {**row, "with_need": ""}

    def _teacher_row(self, row: Cells) -> Cells | None:
        if row["teacher"] not in self._sight.teachers:
            return None
        return row if self._municipality else _only(row, _OF_TEACHER_AT_SCHOOL)

    def _teacher_of_row(self, row: Cells) -> Cells | None:
        employed = self._municipality and row["teacher"] in self._sight.teachers
        return row if employed else None

    def _agreement_row(self, row: Cells) -> Cells | None:
        own = self._sight.municipality
        return row if self._municipality and own in (row["buyer"], row["seller"]) else None

    _cuts: dict[str, Callable[[_Kept, Cells], Cells | None]] = {
        "municipalities": _municipality_row,
        "holidays": _holiday_row,
        "lessons": _lesson_row,
        "subjects": _subject_row,
        "needs": _need_row,
        "windows": _need_of_row,
        "pins": _pin_row,
        "teachers": _teacher_row,
        "qualifications": _teacher_of_row,
        "availability": _teacher_of_row,
        "agreements": _agreement_row,
    }


def _by_school(kept: _Kept, row: Cells) -> Cells | None:
    return row if row["school"] in kept._sight.schools else None


def _only(row: Cells, columns: tuple[str, ...]) -> Cells:
    return {column: row[column] for column in columns}
