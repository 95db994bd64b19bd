"""A first plan: courses one after another, each batch of needs solved with the rest held still."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from ortools.sat.python import cp_model

from scenarios.needs import Need, PinKind, Priority
from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.candidates.coarse import HALF_HOUR, coarse
from solver.candidates.presence import hundredths
from solver.model.build import PlanModel
from solver.model.objective import most_grains
from solver.model.variables import Linear
from solver.plan import Plan
from solver.search.cpsat import Effort, minimise
from solver.search.incumbent import Incumbent

BATCH = 24
SHARE, SHARE_TOGETHER = 0.4, 0.12
LARGEST_COARSE = 60_000
WHO_AND_WHAT_STAYS = (StageId.STATUTORY, StageId.COVERAGE, StageId.CONTINUITY)
LARGEST_WEIGHT = 2**55


def nothing_served(given: Candidates) -> Plan:
    """The plan that leaves every need unserved."""
    needs = given.scenario.needs
    return Plan(scenario=given.scenario.content_hash, unserved=tuple(need.need for need in needs))


def construct(
    given: Candidates, few_starts: Candidates, incumbent: Incumbent, effort: Effort
) -> bool:
    """Offer first plans; say whether locked pins were proved impossible.

    The empty plan keeps every rule but locked pins, so those come first, all at once and if
    needed with every need free. Then courses one after another, then all of them together,
    over coarse starts and for the stages about who is served; cost and convenience follow.
    """
    incumbent.offer(nothing_served(given))
    incumbent.rejected.clear()
    if incumbent.plan is None and _lock(given, few_starts, incumbent, effort):
        return True
    stages = first_stages(incumbent)
    if few_starts.size > LARGEST_COARSE:
        few_starts = coarse(given, HALF_HOUR)
    whole_time = effort.clock.left
    until = whole_time * (1 - SHARE)
    batches = list(_batches(few_starts))
    for index, batch in enumerate(batches):
        left = effort.clock.left - until
        if left > 0 and not effort.stop.requested:
            seconds = max(0.1, left / (len(batches) - index + 1))
            improve(few_starts, incumbent, effort._replace(seconds=seconds), batch, stages)
    everything = tuple(need.need for need in given.scenario.needs)
    left = min(SHARE_TOGETHER * whole_time, effort.clock.left - until)
    if few_starts.size <= LARGEST_COARSE and left > 0 and not effort.stop.requested:
        improve(few_starts, incumbent, effort._replace(seconds=left), everything, stages)
    return False


def first_stages(incumbent: Incumbent) -> tuple[StageId, ...]:
    """Open stages about who is served and what stays as it was, in their order."""
    return tuple(
        stage
        for stage in incumbent.order
        if stage in WHO_AND_WHAT_STAYS and stage not in incumbent.limits
    )


def improve(
    given: Candidates,
    incumbent: Incumbent,
    effort: Effort,
    free: tuple[str, ...],
    stages: tuple[StageId, ...],
) -> bool:
    """Solve again for the free needs, the others held still; say whether nothing is better."""
    plan = incumbent.plan
    if plan is None:
        return False
    model = PlanModel(given.around(plan, free), incumbent.previous)
    objective = in_order(model, [s for s in stages if s not in incumbent.limits])
    keep_limits(model, incumbent, model.cp)
    answer = minimise(
        model,
        model.cp,
        objective,
        effort._replace(thorough=False),
        start=plan,
        on_plan=incumbent.offer,
    )
    if answer.plan is not None:
        incumbent.offer(answer.plan)
    return answer.proved


def keep_limits(model: PlanModel, incumbent: Incumbent, cp: cp_model.CpModel) -> None:
    """Finished stages stay within what they reached plus slack, in this copy of the model."""
    for stage, limit in incumbent.limits.items():
        cp.add(model.stage(stage).expression <= most_grains(stage, limit))


def in_order(model: PlanModel, stages: Sequence[StageId]) -> Linear:
    """The stages in one sum, an earlier one outweighing all later ones.

    Where the weights would grow too large the last stages are left out.
    """
    total: Linear = 0
    weight = 1
    for stage in reversed(stages):
        if weight * (_most(model, stage) + 1) > LARGEST_WEIGHT:
            total, weight = 0, 1
        total = total + weight * model.stage(stage).expression
        weight *= _most(model, stage) + 1
    return total


def _most(model: PlanModel, stage: StageId) -> int:
    """No plan has more grains of the stage."""
    scenario, settings = model.given.scenario, model.given.scenario.settings
    wanted = sum(need.half_pupil_lessons for need in scenario.needs)
    if stage is StageId.FAIRNESS:
        return 1000
    if stage is StageId.CONTINUITY:
        changed = max(
            settings.weight_dropped,
            settings.weight_teacher_changed + settings.weight_time_changed,
        )
        return wanted * hundredths(changed)
    if stage is StageId.COST:
        teachers = sum(
            hundredths(2 * t.max_lessons * t.overtime_cost) + 2 * hundredths(t.hire_cost)
            for t in scenario.teachers
        )
        dearest = max(
            (hundredths(scenario.supervisor_cost_of(s.school)) for s in scenario.schools),
            default=0,
        )
        adults = dearest * sum(need.half_lessons + 1 for need in scenario.needs)
        return teachers + adults + hundredths(settings.worth_optional) * wanted
    return wanted


def _lock(given: Candidates, few_starts: Candidates, incumbent: Incumbent, effort: Effort) -> bool:
    """Find a plan that keeps the locked pins; say whether there is proved to be none.

    First only the needs that the pins name may be served, then all over few starts; only all
    needs over all starts can prove that there is no plan.
    """
    pins = [pin for pin in given.scenario.pins if pin.kind is PinKind.LOCKED]
    named = sorted({name for pin in pins for name in (pin.need, pin.with_need) if name})
    everything = [need.need for need in given.scenario.needs]
    for some, free in ((given, named), (few_starts, everything), (given, everything)):
        model = PlanModel(some.around(nothing_served(given), free), incumbent.previous)
        proves = some is given and free is everything
        seconds = effort.clock.left if proves else effort.clock.left / 2
        objective = in_order(model, first_stages(incumbent))
        answer = minimise(model, model.cp, objective, effort._replace(seconds=seconds))
        if answer.plan is not None:
            incumbent.offer(answer.plan)
            return False
        if effort.stop.requested:
            return False
    return answer.impossible


def _batches(given: Candidates) -> Iterator[tuple[str, ...]]:
    """Needs with candidates, duties first, course by course, neighbours in grade together."""

    def urgency(needs: tuple[Need, ...]) -> tuple[int, int]:
        duties = sum(n.half_pupil_lessons for n in needs if n.priority is Priority.STATUTORY)
        promises = sum(n.half_pupil_lessons for n in needs if n.priority is Priority.PROMISED)
        return (-duties, -promises)

    ordered = sorted(given.courses.items(), key=lambda item: (urgency(item[1]), item[0]))
    queue = iter(
        need.need
        for _, needs in ordered
        for need in sorted(needs, key=lambda n: (n.grade_from, n.grade_to, n.need))
        if given.teachers_of[need.need]
    )
    while batch := tuple(islice(queue, BATCH)):
        yield batch
