"""What the studies share: scenarios made by edits, and what two answers prove of each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from scenarios.variants import Edit, EditKind, apply
from scenarios.variants.edits import Cell
from solver.measure.objective import stage_values
from solver.outcome import StageResult
from solver.plan import Plan
from solver.search.carry import with_groups
from solver.study.cases import Answer, Case

Ask = Callable[[Sequence[Case]], Mapping[str, Answer]]
"""Solves the cases; a case for which no plan was found has no answer."""

T = TypeVar("T")


class Frozen(BaseModel):
    """Settings and reports of studies: data that cannot change."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Difference(Frozen):
    """How much better one optimum is than another, and what is proved of it."""

    found: int | None = Field(
        description="Between the plans found, or 0 if no other is possible; none if not solved."
    )
    at_least: int | None = Field(description="Proved; none if nothing is.")
    at_most: int | None = Field(description="Proved; none if nothing is.")

    @property
    def proved(self) -> bool:
        """Whether the difference of the plans found is that of the best plans."""
        return self.found is not None and self.at_least == self.found == self.at_most


class Counted:
    """Asks on, and keeps count."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self.cases = 0
        self.unanswered: list[str] = []

    def __call__(self, cases: Sequence[Case]) -> Mapping[str, Answer]:
        """The answers to the cases, without asking if there are none."""
        answers = self._ask(cases) if cases else {}
        self.cases += len(cases)
        self.unanswered += [case.name for case in cases if case.name not in answers]
        return answers


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


def ask_one(ask: Ask, case: Case) -> Answer:
    """The answer to a case without which a study cannot go on.

    Raises
    ------
    LookupError
        If no plan was found for it.
    """
    answers = ask([case])
    if case.name not in answers:
        raise LookupError(f"no plan for {case.name}")
    return answers[case.name]


def ask_best(ask: Ask, case: Case) -> Answer:
    """As `ask_one`, and once more from the plan found if it is not proved to be the best.

    What everything else is compared with is worth the work: a plan that could be better makes
    every difference look larger.

    Raises
    ------
    LookupError
        If no plan was found.
    """
    first = ask_one(ask, case)
    if all(one.optimal for one in first.stages):
        return first
    again = Case(f"{case.name} again", case.scenario, first.plan)
    second = ask([again]).get(again.name, first)
    return min((second, first), key=finals)


def result(answer: Answer, stage: StageId) -> StageResult:
    """What is known of a stage.

    Raises
    ------
    LookupError
        If the stage was not asked for.
    """
    for one in answer.stages:
        if one.name is stage:
            return one
    raise LookupError(f"{stage} is no stage of {answer.case}")


def bound(answer: Answer, stage: StageId) -> int:
    """No plan that keeps the earlier stages is below it; nothing is below 0."""
    return result(answer, stage).bound or 0


def with_plan(answer: Answer, scenario: Scenario, plan: Plan) -> Answer:
    """The answer with another plan of its scenario, the better one; bounds as far as they hold."""
    own = with_groups(scenario, plan.groups)
    values = stage_values(scenario, own)
    stages: list[StageResult] = []
    comparable, proved = True, True
    for one in answer.stages:
        value, least = values[one.name], (one.bound or 0) if comparable else 0
        proved = proved and value == least
        gap = (value - least) / max(1, value)
        update = {"value": value, "final": value, "bound": least, "gap": gap, "optimal": proved}
        stages.append(one.model_copy(update=update))
        comparable = comparable and one.value is not None and value <= one.value
    return answer.model_copy(update={"plan": own, "stages": tuple(stages)})


def finals(answer: Answer) -> tuple[int, ...]:
    """Values of the stages in their order: of two answers the smaller is the better."""
    return tuple(answer.value(one.name) for one in answer.stages)


def gain(before: Answer, after: Answer, stage: StageId) -> Difference:
    """How much lower the stage is in the second answer, in the stage's unit.

    Both aim at the same stages without slack. Behind a stage that is not proved a bound speaks of
    the plans like the one found and not of the best ones, so nothing is proved there.
    """
    was, now = before.value(stage), after.value(stage)
    if not (_proved_so_far(before, stage) and _proved_so_far(after, stage)):
        return Difference(found=was - now, at_least=None, at_most=None)
    return Difference(
        found=was - now,
        at_least=bound(before, stage) - now,
        at_most=was - bound(after, stage),
    )


def _proved_so_far(answer: Answer, stage: StageId) -> bool:
    names = [one.name for one in answer.stages]
    return all(one.optimal for one in answer.stages[: names.index(stage)])
