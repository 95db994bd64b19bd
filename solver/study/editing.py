"""Scenarios made by edits, as the studies make them."""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.variants import Edit, EditKind, apply
from scenarios.variants.edits import Cell


def edited(scenario: Scenario, edits: Iterable[Edit]) -> Scenario:
    """The scenario with the edits.

    Raises
    ------
    ValueError
        If the edits do not suit the scenario, or it has errors with them.
    """
    applied = apply(scenario, edits)
    if applied.scenario is None:
        raise ValueError(f"edits refused: {[finding.code for finding in applied.findings]}")
    return applied.scenario


def aiming(*stages: StageId, **settings: Cell) -> Edit:
    """These stages alone and in this order, each held exactly while the next is improved."""
    slack: dict[str, Cell] = {f"slack_{stage}": 0 for stage in stages}
    cells: dict[str, Cell] = {"priorities": ";".join(stages), **slack, **settings}
    return Edit(edit=EditKind.CHANGE, table="settings", cells=cells)


def added(table: str, **cells: Cell) -> Edit:
    """A new row."""
    return Edit(edit=EditKind.ADD, table=table, cells=cells)


def changed(table: str, row: dict[str, Cell], **cells: Cell) -> Edit:
    """New values in the rows that have these cells."""
    return Edit(edit=EditKind.CHANGE, table=table, row=row, cells=cells)


def by_own_ids(scenario: Scenario) -> tuple[Edit, ...]:
    """Edits after which a plan of the scenario is matched by id, not by ids of the year before."""
    return tuple(
        changed("needs", {"need": need.need}, continues="")
        for need in scenario.needs
        if need.continues
    )


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """The id, with a number behind it where it is taken."""
    used = set(taken)
    number = 1
    name = wanted
    while name in used:
        number += 1
        name = f"{wanted}{number}"
    return name
