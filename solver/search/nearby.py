"""Some needs planned anew among the groups that stay, in a model as large as what is near."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.candidates.parts import given_to
from solver.candidates.sales import limits
from solver.model.build import PlanModel
from solver.plan import Group, Plan
from solver.search.cpsat import minimise
from solver.search.effort import Effort
from solver.search.incumbent import Incumbent
from solver.search.submodel import in_order
from solver.search.timing import keep_what_is_left, share_of


def plan_anew(
    given: Candidates,
    free: Collection[str],
    incumbent: Incumbent,
    effort: Effort,
    stages: tuple[StageId, ...],
) -> bool:
    """Serve the needs and all their companions as well as can be; say whether it is better.

    Groups of others stay. Those of teachers who could take one of the needs may be joined; those
    that neither such a teacher, nor a school, nor a limited agreement has in common with the
    needs are not looked at.
    """
    plan = incumbent.plan
    if plan is None:
        return False
    placed = (plan.group_of[need][0] for need in free if need in plan.group_of)
    companions = {member.need for group in placed for member in group.members}
    moving = {need for need in {*free, *companions} if given.teachers_of[need]}
    teachers = {teacher for need in moving for teacher in given.teachers_of[need]}
    staying = {
        member.need for group in _near(given, plan, moving, teachers) for member in group.members
    }
    around = given_to(given.around(plan, moving), moving | staying, whole_weeks=teachers)
    model = PlanModel(around, incumbent.previous)
    before = share_of(around.scenario, plan)
    keep_what_is_left(model, incumbent, before)
    answer = minimise(
        model, model.cp, in_order(model, stages), effort._replace(thorough=False), start=before
    )
    return answer.plan is not None and incumbent.exchange(answer.plan)


def _near(given: Candidates, plan: Plan, moving: set[str], teachers: set[str]) -> Iterator[Group]:
    """Groups that stay and could be joined or be in the way."""
    scenario = given.scenario
    need_of, teacher_of = scenario.need_of, scenario.teacher_of
    schools = {need_of[need].school for need in moving}
    buyers = {scenario.buyer_of(need_of[need]) for need in moving}
    sellers = {teacher_of[teacher].municipality for teacher in teachers}
    limited = {key for key in limits(scenario) if key[0] in buyers and key[1] in sellers}
    for group in plan.groups:
        members = [need_of[member.need] for member in group.members]
        seller = teacher_of[group.teacher].municipality
        if members[0].need not in moving and (
            group.teacher in teachers
            or any(need.school in schools for need in members)
            or any((scenario.buyer_of(need), seller) in limited for need in members)
        ):
            yield group
