"""What the advice studies share: how they ask, and what two answers prove of each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from solver.outcome import StageResult
from solver.plan import Plan, with_groups
from solver.study.cases import Answer, Ask, Case
from solver.study.hires import Difference


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


def beginning(scenario: Scenario, plan: Plan | None) -> Plan | None:
    """The plan as a start for a scenario that has all its needs and teachers."""
    return None if plan is None else with_groups(scenario, plan.groups)


def ask_best(ask: Ask, case: Case) -> Answer:
    """The answer to a case, asked once more from the plan found if that is not proved the best.

    What everything else is compared with is worth the work: a plan that could be better makes
    every difference look larger.

    Raises
    ------
    CaseError
        If no plan was found.
    """
    first = ask([case])[case.name]
    if all(one.optimal for one in first.stages):
        return first
    again = case._replace(name=f"{case.name} again", start=first.plan, needed=False)
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
