"""Parts: needs that no common teacher ties together, directly or by way of others."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from scenarios.needs import Need
from scenarios.rows import Row
from scenarios.scenario import Scenario
from solver.candidates.candidates import Candidates
from solver.candidates.tied import tied


def parts(given: Candidates) -> tuple[Candidates, ...]:
    """The candidates split where no teacher could have needs on both sides, largest part first.

    No group and no teacher's week reaches over a border. What still does are the rooms, adults
    and pupils of a school and the limits of agreements.
    """
    found = [given_to(given, needs) for needs in tied(given.teachers_of)]
    return tuple(sorted(found, key=lambda part: (-len(part.scenario.needs), _first_need(part))))


def given_to(
    given: Candidates, needs: Collection[str], whole_weeks: Collection[str] | None = None
) -> Candidates:
    """The candidates of some needs, as a question of its own.

    Parameters
    ----------
    whole_weeks
        Teachers of whom nothing is left out; `min_lessons` holds for them alone. All if not given.
    """
    chosen = frozenset(needs)
    slots = {pair: kept for pair, kept in given.slots.items() if pair[0] in chosen}
    teachers = {teacher for _, teacher in slots}
    scenario = about(
        given.scenario, chosen, teachers, teachers if whole_weeks is None else whole_weeks
    )
    courses = {
        course: mine
        for course, members in given.courses.items()
        if (mine := tuple(scenario.need_of[n.need] for n in members if n.need in chosen))
    }
    return replace(
        given,
        scenario=scenario,
        courses=courses,
        slots=slots,
        points={need: given.points[need] for need in sorted(chosen)},
        servable=given.servable & chosen,
    )


def about(
    scenario: Scenario,
    needs: Collection[str],
    teachers: Collection[str],
    whole_weeks: Collection[str],
) -> Scenario:
    """The scenario with these needs and teachers only; rows about others are left out."""
    chosen = frozenset(needs)
    return with_tables(
        scenario,
        needs=tuple(_alone(need, chosen) for need in scenario.needs if need.need in chosen),
        teachers=tuple(
            row
            if row.teacher in whole_weeks
            else row.model_copy(update={"min_lessons": Decimal(0)})
            for row in scenario.teachers
            if row.teacher in teachers
        ),
        pins=tuple(
            pin
            for pin in scenario.pins
            if pin.need in chosen and (pin.with_need or pin.need) in chosen
        ),
    )


def with_tables(scenario: Scenario, **tables: tuple[Row, ...]) -> Scenario:
    """The scenario with other rows, whose plans pass for plans of the scenario."""
    rows = {name: getattr(scenario, name) for name in Scenario.model_fields} | tables
    # Every row was validated before, and a part may refer to what is not in it.
    part = Scenario.model_construct(**rows)
    # Plans of the part are plans of the whole with the other needs left out.
    part.__dict__["content_hash"] = scenario.content_hash
    return part


def _alone(need: Need, kept: frozenset[str]) -> Need:
    named = tuple(name for name in need.shares_pupils_with if name in kept or name == "none")
    if named == need.shares_pupils_with:
        return need
    # Without any name the rows would tell from the classes who shares pupils.
    return need.model_copy(update={"shares_pupils_with": named or ("none",)})


def _first_need(part: Candidates) -> str:
    return part.scenario.needs[0].need
