"""Edits applied in their order; everything that is wrong with any of them is said at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pydantic import ValidationError

from scenarios.checks import check
from scenarios.files.headers import EDITS, SETTINGS
from scenarios.files.validated import faults
from scenarios.findings import Finding, Place, Severity, Shown, has_errors
from scenarios.rows import Row, Stretch
from scenarios.scenario import Scenario
from scenarios.schools import Municipality, School
from scenarios.settings import Settings
from scenarios.tables import TABLES
from scenarios.variants.edits import Cell, Edit, EditKind
from scenarios.variants.removing import Tables, keep_closed, remove
from scenarios.variants.shifting import shifted
from scenarios.variants.tables import as_read, columns_of, has, kind_of, with_cells


class Applied(NamedTuple):
    """A scenario with its edits.

    Attributes
    ----------
    scenario
        `None` beside an error.
    findings
        About the edits first, each placed at its edit (table `edits`, row from 1), then about the
        edited scenario, where a row that an edit made is named by the edit.
    gone
        Rows that edits took away, by table.
    """

    scenario: Scenario | None
    findings: tuple[Finding, ...]
    gone: Mapping[str, int]


class EditError(Exception):
    """An edit that cannot be done."""

    def __init__(self, code: str, column: str, **numbers: Shown) -> None:
        super().__init__(code)
        self.code, self.column, self.numbers = code, column, numbers


def apply(scenario: Scenario, edits: Iterable[Edit]) -> Applied:
    """The scenario with the edits, one after the other, and what its checks say of it."""
    work = _Work(scenario)
    for number, edit in enumerate(edits, start=1):
        work.do(number, edit)
    work.guard_sales()
    gone = {table: rows for table, rows in work.gone.items() if rows}
    if has_errors(work.findings):
        return Applied(None, tuple(work.findings), gone)
    edited = scenario.replace(settings=work.settings, **work.tables)
    findings = (*work.findings, *work.placed(edited, check(edited)))
    return Applied(None if has_errors(findings) else edited, findings, gone)


class _Work:
    """The tables while they are edited."""

    def __init__(self, scenario: Scenario) -> None:
        self.settings = scenario.settings
        self.tables: Tables = {table: list(scenario.rows(table)) for table in TABLES}
        self.gone: Counter[str] = Counter()
        # The last edits to take agreements: as its own rows, and along with a municipality.
        self._ended_by: int | None = None
        self._lost_by: int | None = None
        self.findings: list[Finding] = []
        self._made_by: dict[int, tuple[int, Row]] = {}

    def do(self, number: int, edit: Edit) -> None:
        """One edit; what is wrong with it is noted and the tables stay as they are."""
        try:
            _check_form(edit)
            if edit.table == SETTINGS:
                self.settings = Settings.model_validate(with_cells(self.settings, edit.cells))
            else:
                self._on_rows(number, edit)
        except EditError as wrong:
            self._complain(number, wrong.code, wrong.column, wrong.numbers)
        except ValidationError as wrong:
            for fault in faults(wrong, edit.table, {**edit.row, **edit.cells}):
                self._complain(number, fault.code, fault.column, fault.numbers)

    def _on_rows(self, number: int, edit: Edit) -> None:
        rows = self.tables[edit.table]
        if edit.edit is EditKind.ADD:
            made = TABLES[edit.table].model_validate(
                as_read(edit.table, {**edit.row, **edit.cells})
            )
            if any(row.key == made.key for row in rows):
                column = made.key_columns[0]
                raise EditError("edit_row_exists", column, row=_said(_key_cells(made)))
            self._put(number, rows, len(rows), made)
            return
        chosen = [position for position, row in enumerate(rows) if has(row, edit.table, edit.row)]
        if not chosen:
            raise EditError("edit_matches_nothing", next(iter(edit.row)), row=_said(edit.row))
        if edit.edit is EditKind.REMOVE:
            gone = remove(self.tables, edit.table, [rows[position] for position in chosen])
            self._note_agreements(number, edit, gone)
            self.gone += gone
            return
        made_rows = [_become(edit, rows[position]) for position in chosen]
        for position, made in zip(chosen, made_rows, strict=True):
            self._follow(rows[position], made)
            self._put(number, rows, position, made)

    def _follow(self, old: Row, new: Row) -> None:
        """Schools that had the supervisor's price of their municipality have its new one."""
        if isinstance(old, Municipality) and isinstance(new, Municipality):
            self.tables["schools"] = [
                school.model_copy(update={"supervisor_cost": new.supervisor_cost})
                if isinstance(school, School)
                and school.municipality == old.municipality
                and school.supervisor_cost == old.supervisor_cost
                else school
                for school in self.tables["schools"]
            ]

    def _put(self, number: int, rows: list[Row], position: int, made: Row) -> None:
        rows[position : position + 1] = [made]
        self._made_by[id(made)] = (number, made)

    def _note_agreements(self, number: int, edit: Edit, gone: Counter[str]) -> None:
        if edit.table == "agreements":
            self._ended_by = number
        elif gone["agreements"]:
            self._lost_by = number

    def guard_sales(self) -> None:
        """Say what it means that no agreement is left, and let none be left only on purpose."""
        if self.tables["agreements"]:
            return
        if self._lost_by is not None:
            row = keep_closed(self.tables)
            if row is not None:
                numbers = {"buyer": row.buyer, "seller": row.seller}
                self._warn(self._lost_by, "agreements_kept_closed", numbers)
        elif self._ended_by is not None and len(self.tables["municipalities"]) > 1:
            self._warn(self._ended_by, "agreements_all_ended", {})

    def _warn(self, number: int, code: str, numbers: Mapping[str, Shown]) -> None:
        place = Place(table=EDITS, row=number, column="row")
        self.findings.append(
            Finding(code=code, severity=Severity.WARNING, place=place, numbers=dict(numbers))
        )

    def _complain(self, number: int, code: str, column: str, numbers: Mapping[str, Shown]) -> None:
        place = Place(table=EDITS, row=number, column=column)
        self.findings.append(Finding(code=code, place=place, numbers=dict(numbers)))

    def placed(self, edited: Scenario, findings: Sequence[Finding]) -> Iterator[Finding]:
        """Findings about rows that an edit made, placed at the edit."""
        made_by = {
            (table, position): self._made_by[id(row)][0]
            for table, rows in self.tables.items()
            for position, row in enumerate(sorted(rows, key=lambda row: row.key), start=1)
            if id(row) in self._made_by
        }
        for finding in findings:
            table, row = finding.place.table, finding.place.row
            number = made_by.get((table or "", row or 0))
            if number is None:
                yield finding
            else:
                place = Place(table=EDITS, row=number, column=finding.place.column)
                yield finding.model_copy(update={"place": place})


def _become(edit: Edit, row: Row) -> Row:
    if edit.edit is EditKind.CHANGE:
        return type(row).model_validate(with_cells(row, edit.cells))
    try:
        return shifted(row, edit.minutes)
    except ValueError as wrong:
        raise EditError("edit_shifts_out_of_day", "minutes", minutes=edit.minutes) from wrong


def _check_form(edit: Edit) -> None:
    """That the edit says enough, of a table and columns that exist."""
    if edit.table not in (SETTINGS, *TABLES):
        raise EditError("edit_unknown_table", "table", given=edit.table)
    for column in (*edit.row, *edit.cells):
        if column not in columns_of(edit.table):
            raise EditError("edit_unknown_column", column, given=column, table=edit.table)
    if edit.table == SETTINGS and edit.edit is not EditKind.CHANGE:
        raise EditError("edit_settings_only_change", "edit")
    if edit.edit is EditKind.SHIFT and not issubclass(kind_of(edit.table), Stretch):
        raise EditError("edit_cannot_shift", "table", table=edit.table)
    if edit.table != SETTINGS and not edit.row and edit.edit is not EditKind.ADD:
        raise EditError("edit_names_no_row", "row")
    if edit.edit in (EditKind.ADD, EditKind.CHANGE) and not (edit.cells or _is_add(edit)):
        raise EditError("edit_changes_nothing", "cells")
    if edit.edit is EditKind.SHIFT and not edit.minutes:
        raise EditError("edit_changes_nothing", "minutes")


def _is_add(edit: Edit) -> bool:
    return edit.edit is EditKind.ADD and bool(edit.row)


def _key_cells(row: Row) -> dict[str, Cell]:
    return dict(zip(row.key_columns, row.key, strict=True))


def _said(cells: Mapping[str, Cell]) -> str:
    return ", ".join(f"{column}={_text(given)}" for column, given in cells.items())


def _text(given: Cell) -> str:
    return ";".join(map(str, given)) if isinstance(given, tuple) else str(given)
