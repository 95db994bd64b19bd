"""Times for companies among groups that stay where they are: models as large as what moves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import Candidates
from solver.candidates.parts import given_to
from solver.candidates.presence import Slot, slot_of
from solver.measure.objective import stage_value, stage_values
from solver.model.build import PlanModel
from solver.model.company import Company, companies_of, in_leading_order
from solver.model.grains import most_grains
from solver.plan import Plan, renumbered, with_groups
from solver.search.carry import trimmed
from solver.search.cpsat import any_plan, minimise
from solver.search.effort import Effort
from solver.search.incumbent import Incumbent
from solver.search.submodel import in_order, keep_limits

MOST_MOVING = 120


def fit(
    given: Candidates,
    companies: Sequence[Company],
    incumbent: Incumbent,
    effort: Effort,
    stage: StageId,
    most: int,
) -> bool:
    """Any times for the companies of all needs, the stage not above `most` grains.

    Says whether the plan is better than the best.
    """
    model = PlanModel(given, incumbent.previous, companies)
    keep_limits(model, incumbent, model.cp)
    model.cp.add(model.stage(stage).expression <= most)
    plan = any_plan(model, effort)
    return plan is not None and incumbent.offer(plan)


def fit_together(
    given: Candidates, best: Plan, incumbent: Incumbent, effort: Effort, stage: StageId
) -> bool:
    """Other times for groups that are best for some parts but clash with each other or the rest.

    Times in which the stage has no more than what these groups and the rest of the plan have are
    tried first, then the best there are. Says whether the plan is better than the best.
    """
    if incumbent.plan is None:
        return False
    own = {*best.group_of, *best.unserved}
    rest = (group for group in incumbent.plan.groups if group.members[0].need not in own)
    wanted = with_groups(given.scenario, renumbered((*best.groups, *rest)))
    companies = companies_of(given, wanted.groups)
    value = stage_value(stage, given.scenario, wanted, incumbent.previous)
    mine = effort._replace(seconds=effort.seconds / 2)
    return fit(given, companies, incumbent, mine, stage, most_grains(stage, value)) or refit(
        given, given.scenario.need_of.keys(), companies, incumbent, mine, (stage,)
    )


class _Held(NamedTuple):
    """A company that stays, with the slots it has."""

    company: Company
    slots: tuple[Slot, ...]


def refit(
    given: Candidates,
    needs: Collection[str],
    companies: Sequence[Company],
    incumbent: Incumbent,
    effort: Effort,
    stages: Sequence[StageId],
) -> bool:
    """Try the plan with these companies in place of what the needs have; say whether it is better.

    They get the times that are best for the stages. The rest of the plan stays as it is, and of
    the rest only the groups at the same schools and of the same teachers are looked at.

    Parameters
    ----------
    needs
        All needs that may change; those in no company become unserved.
    """
    plan = incumbent.plan
    if plan is None:
        return False
    own = set(needs)
    held = list(_neighbours(given, plan, own, {company.teacher for company in companies}))
    around = _question(given, own, held, {company.teacher for company in companies})
    model = PlanModel(around, incumbent.previous, [*companies, *(one.company for one in held)])
    for one in held:
        model.cp.add(model.variables.served(one.company.needs[0]) == 1)
    before = share_of(around.scenario, plan)
    keep_what_is_left(model, incumbent, before)
    answer = minimise(
        model, model.cp, in_order(model, stages), effort._replace(thorough=False), start=before
    )
    if answer.plan is None:
        return False
    moved = tuple(group for group in answer.plan.groups if group.members[0].need in own)
    unserved = own - {member.need for group in moved for member in group.members}
    return incumbent.exchange(
        Plan(scenario=plan.scenario, groups=moved, unserved=tuple(sorted(unserved)))
    )


def refit_among_neighbours(
    given: Candidates,
    needs: Collection[str],
    companies: Sequence[Company],
    incumbent: Incumbent,
    effort: Effort,
    stages: Sequence[StageId],
) -> bool:
    """The same where groups at the schools of the needs may get other times too, or go.

    Where there are too many of them, nothing is tried.
    """
    plan = incumbent.plan
    if plan is None:
        return False
    need_of, own = given.scenario.need_of, set(needs)
    schools = {need_of[need].school for need in own}
    moving = [
        group
        for group in plan.groups
        if group.members[0].need not in own
        and any(need_of[member.need].school in schools for member in group.members)
    ]
    if len(moving) > MOST_MOVING:
        return False
    theirs = {member.need for group in moving for member in group.members}
    together = [*companies, *companies_of(given, moving)]
    return refit(given, own | theirs, together, incumbent, effort, stages)


def _neighbours(
    given: Candidates, plan: Plan, own: set[str], teachers: set[str]
) -> Iterable[_Held]:
    """Groups that stay: whole if of these teachers, else their members at the same schools."""
    need_of = given.scenario.need_of
    schools = {need_of[need].school for need in own}
    for group in plan.groups:
        if group.members[0].need in own:
            continue
        whole = group.teacher in teachers
        attended = {
            member.need: tuple(sorted(slot_of(m) for m in group.attended(member)))
            for member in group.members
            if whole or need_of[member.need].school in schools
        }
        if attended:
            # Who attends less than the others sits in a room that is taken already.
            most = max(attended.values(), key=len)
            alike = in_leading_order(need_of[n] for n, slots in attended.items() if slots == most)
            yield _Held(Company(group.teacher, alike), most)


def _question(
    given: Candidates, own: set[str], held: Sequence[_Held], teachers: set[str]
) -> Candidates:
    staying = {need for one in held for need in one.company.needs}
    around = given_to(given, own | staying, whole_weeks=teachers)
    slots = {pair: kept for pair, kept in around.slots.items() if pair[0] in own}
    for (teacher, needs), kept in held:
        slots.update({(need, teacher): kept for need in needs})
    return around.keeping(slots)


def share_of(scenario: Scenario, plan: Plan) -> Plan:
    """What the plan has of the needs of a smaller scenario; members that are not in it left out."""
    groups = []
    for group in plan.groups:
        members = tuple(m for m in group.members if m.need in scenario.need_of)
        if members:
            groups.append(trimmed(group.model_copy(update={"members": members})))
    return with_groups(scenario, tuple(groups))


def keep_what_is_left(model: PlanModel, incumbent: Incumbent, before: Plan) -> None:
    """Finished stages may use what the whole plan leaves of their limits."""
    values = stage_values(model.given.scenario, before, incumbent.previous)
    for stage, limit in incumbent.held.items():
        if stage is not StageId.FAIRNESS:
            most = values[stage] + limit - incumbent.values[stage]
            model.cp.add(model.stage(stage).expression <= most_grains(stage, most))
