"""Plans side by side: what each reaches, how it differs from the first, and for whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from scenarios.needs import Need
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.times import DAYS, Day
from solver.measure.kpis import kpis
from solver.measure.objective import attended_slots, continuity, stage_values
from solver.plan import Group, Meeting, Member, Plan

Placed = tuple[Group, Member]


class ChangeKind(StrEnum):
    """What happened to a need between two plans."""

    APPEARED = "appeared"
    DROPPED = "dropped"
    TEACHER_CHANGED = "teacher_changed"
    TIME_CHANGED = "time_changed"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Lessons(_Frozen):
    """How a need is taught in one plan."""

    group: str
    teacher: str
    meetings: tuple[Meeting, ...] = Field(description="Those the need attends, by day and start.")


class Change(_Frozen):
    """What is different for one need, and whom it touches."""

    need: str = Field(description="Its id in the later scenario, or in the first if gone.")
    kinds: tuple[ChangeKind, ...]
    municipality: str
    school: str
    subject: str
    pupils: int
    before: Lessons | None = Field(description="In the first plan; none if unserved there.")
    after: Lessons | None = Field(description="In this plan; none if unserved here.")


class Side(_Frozen):
    """One plan with what it reaches; differences and changes are against the first plan."""

    scenario: str = Field(description="Content hash of its scenario.")
    name: str = Field(description="Name of its scenario.")
    values: dict[StageId, int] = Field(
        description="Value of each stage; `continuity` against the first plan."
    )
    kpis: dict[str, Any]
    value_differences: dict[StageId, int] = Field(
        description="Value less the first plan's, for stages that both have."
    )
    kpi_differences: dict[str, float] = Field(
        description="KPI less the first plan's by dotted path, where they differ; absent is 0."
    )
    changes: tuple[Change, ...] = Field(description="By need; empty for the first plan.")


class Comparison(_Frozen):
    """Plans in the order given; the first is what the others are compared with."""

    sides: tuple[Side, ...]


def compare(scenarios_and_plans: Sequence[tuple[Scenario, Plan]]) -> Comparison:
    """Set plans, each with its own variant of the scenario, beside the first of them."""
    if not scenarios_and_plans:
        return Comparison(sides=())
    first, *others = scenarios_and_plans
    base = _side(*first, None)
    return Comparison(sides=(base, *(_beside(base, first, other) for other in others)))


def _side(scenario: Scenario, plan: Plan, previous: Plan | None) -> Side:
    return Side(
        scenario=scenario.content_hash,
        name=scenario.settings.name,
        values=stage_values(scenario, plan),
        kpis=kpis(scenario, plan, previous),
        value_differences={},
        kpi_differences={},
        changes=(),
    )


def _beside(base: Side, first: tuple[Scenario, Plan], other: tuple[Scenario, Plan]) -> Side:
    side = _side(*other, first[1])
    followed = _following(first[0], other[0])
    values = {**side.values, StageId.CONTINUITY: continuity(followed, other[1], first[1])}
    return side.model_copy(
        update={
            "values": {stage: values[stage] for stage in StageId},
            "value_differences": {s: side.values[s] - base.values[s] for s in base.values},
            "kpi_differences": differences(base.kpis, side.kpis),
            "changes": tuple(changes(first, other)),
        }
    )


def _following(old_scenario: Scenario, scenario: Scenario) -> Scenario:
    """The scenario with every need continuing the one it is matched with."""
    pairs = [(need, matched(old_scenario, need)) for need in scenario.needs]
    return scenario.replace(
        needs=tuple(
            need.model_copy(update={"continues": (old or need).need}) for need, old in pairs
        )
    )


def differences(before: Any, after: Any) -> dict[str, float]:
    """Numbers that differ, as after less before, by dotted path."""
    old, new = dict(_numbers(before)), dict(_numbers(after))
    paths = [*new, *(path for path in old if path not in new)]
    deltas = {path: round(new.get(path, 0) - old.get(path, 0), 2) for path in paths}
    return {path: delta for path, delta in deltas.items() if delta}


def _numbers(value: Any, *path: str) -> Iterator[tuple[str, float]]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _numbers(part, *path, str(name))
    elif isinstance(value, int | float):
        yield ".".join(path), value


def changes(first: tuple[Scenario, Plan], other: tuple[Scenario, Plan]) -> Iterator[Change]:
    """Every need that is taught otherwise in the second plan, sorted by id."""
    (old_scenario, old_plan), (scenario, plan) = first, other
    pairs = [(need, matched(old_scenario, need)) for need in scenario.needs]
    known = {old.need for _, old in pairs if old is not None}
    gone = [need for need in old_scenario.needs if need.need not in known]
    for need, old in pairs:
        before = old_plan.group_of.get(old.need) if old else None
        yield from _change(scenario, need, before, plan.group_of.get(need.need))
    for need in gone:
        yield from _change(old_scenario, need, old_plan.group_of.get(need.need), None)


def matched(old_scenario: Scenario, need: Need) -> Need | None:
    """The same need in the first scenario.

    In two variants of one scenario both the id and `continues` are the same; otherwise the need
    that this one continues counts before one that only has its id.
    """
    same_id = old_scenario.need_of.get(need.need)
    if same_id is not None and same_id.continues == need.continues:
        return same_id
    return old_scenario.need_of.get(need.continues, same_id)


def _change(
    scenario: Scenario, need: Need, before: Placed | None, after: Placed | None
) -> Iterator[Change]:
    kinds = tuple(_kinds(before, after))
    if kinds:
        yield Change(
            need=need.need,
            kinds=kinds,
            municipality=scenario.buyer_of(need),
            school=need.school,
            subject=need.subject,
            pupils=need.pupils,
            before=_lessons(before),
            after=_lessons(after),
        )


def _kinds(before: Placed | None, after: Placed | None) -> Iterator[ChangeKind]:
    if before is None and after is not None:
        yield ChangeKind.APPEARED
    if before is not None and after is None:
        yield ChangeKind.DROPPED
    if before is not None and after is not None:
        if before[0].teacher != after[0].teacher:
            yield ChangeKind.TEACHER_CHANGED
        if attended_slots(*before) != attended_slots(*after):
            yield ChangeKind.TIME_CHANGED


def _lessons(placed: Placed | None) -> Lessons | None:
    if placed is None:
        return None
    group, member = placed
    attended = sorted(group.attended(member), key=_by_time)
    return Lessons(group=group.group, teacher=group.teacher, meetings=tuple(attended))


def _by_time(meeting: Meeting) -> tuple[int, int, str]:
    day: Day = meeting.day
    return DAYS.index(day), meeting.start, meeting.half
