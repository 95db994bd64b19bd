"""Plans side by side: what each reaches, how it differs from the first, and for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from scenarios.needs import Need
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.times import DAYS, Day
from solver.measure.bill import half_up, hundredths
from solver.measure.kpis import kpis
from solver.measure.numbers import Number, from_halves, from_hundredths
from solver.measure.objective import attended_slots, continuity, stage_values
from solver.measure.portions import Portion, Portions
from solver.plan import Group, Meeting, Member, Plan

DEFAULT_KEY = "pupil"

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
    lessons_per_week: Number
    size: int = Field(
        description=(
            "Pupil-lessons by the weights of continuity, in hundredths; what appeared weighs as "
            "much as what was dropped."
        )
    )
    before: Lessons | None = Field(description="In the first plan; none if unserved there.")
    after: Lessons | None = Field(description="In this plan; none if unserved here.")


class Gain(_Frozen):
    """What a municipality has of a plan beside the first, and what it pays more or less."""

    municipality: str
    gained: Number = Field(description="Pupil-lessons a week that it did not have.")
    lost: Number = Field(description="Pupil-lessons a week that it has no more.")
    euros_year: Number = Field(
        description="Its share less that in the first plan, under the key `DEFAULT_KEY`."
    )


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
    municipalities: dict[str, Portion]
    subjects: dict[str, Portion]
    gains: tuple[Gain, ...] = Field(
        description="By municipality of either plan; empty for the first plan."
    )


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
    portions = Portions(scenario, plan)
    return Side(
        scenario=scenario.content_hash,
        name=scenario.settings.name,
        values=stage_values(scenario, plan),
        kpis=kpis(scenario, plan, previous),
        value_differences={},
        kpi_differences={},
        changes=(),
        municipalities=portions.by_municipality(),
        subjects=portions.by_subject(),
        gains=(),
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
            "gains": tuple(_gains(base, side, first, other)),
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
    for old, need in _pairs(old_scenario, scenario):
        before = old_plan.group_of.get(old.need) if old else None
        after = plan.group_of.get(need.need) if need else None
        where, told = (scenario, need) if need else (old_scenario, old)
        if told is not None:
            yield from _change(where, told, before, after)


def _pairs(old_scenario: Scenario, scenario: Scenario) -> Iterator[tuple[Need | None, Need | None]]:
    """Each need in the first scenario and in the other, those gone last."""
    pairs = [(matched(old_scenario, need), need) for need in scenario.needs]
    known = {old.need for old, _ in pairs if old is not None}
    yield from pairs
    yield from ((old, None) for old in old_scenario.needs if old.need not in known)


def _gains(
    base: Side, side: Side, first: tuple[Scenario, Plan], other: tuple[Scenario, Plan]
) -> Iterator[Gain]:
    gained: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for old, need in _pairs(first[0], other[0]):
        served: Counter[str] = Counter()
        for sign, (scenario, plan), one in ((-1, first, old), (1, other, need)):
            if one is not None and one.need in plan.group_of:
                served[scenario.buyer_of(one)] += sign * one.half_pupil_lessons
        gained.update(+served)
        lost.update(-served)
    for name in sorted({*base.municipalities, *side.municipalities}):
        pays = (
            found.euros_year[DEFAULT_KEY] if found else 0
            for found in (side.municipalities.get(name), base.municipalities.get(name))
        )
        after, before = (hundredths(Decimal(str(euros))) for euros in pays)
        yield Gain(
            municipality=name,
            gained=from_halves(gained[name]),
            lost=from_halves(lost[name]),
            euros_year=from_hundredths(after - before),
        )


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
            lessons_per_week=from_halves(need.half_lessons),
            size=_size(scenario, need, kinds),
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


def _size(scenario: Scenario, need: Need, kinds: Sequence[ChangeKind]) -> int:
    settings = scenario.settings
    weights = {
        ChangeKind.APPEARED: settings.weight_dropped,
        ChangeKind.DROPPED: settings.weight_dropped,
        ChangeKind.TEACHER_CHANGED: settings.weight_teacher_changed,
        ChangeKind.TIME_CHANGED: settings.weight_time_changed,
    }
    return half_up(need.half_pupil_lessons * sum(hundredths(weights[kind]) for kind in kinds))


def _lessons(placed: Placed | None) -> Lessons | None:
    if placed is None:
        return None
    group, member = placed
    attended = sorted(group.attended(member), key=_by_time)
    return Lessons(group=group.group, teacher=group.teacher, meetings=tuple(attended))


def _by_time(meeting: Meeting) -> tuple[int, int, str]:
    day: Day = meeting.day
    return DAYS.index(day), meeting.start, meeting.half
