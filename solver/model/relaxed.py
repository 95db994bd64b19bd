"""The plan without a clock: who is with whom and which teacher, but not when.

Every plan that keeps the rules keeps these, and none of its stages is below what it is here,
so what this model cannot beat no plan can. It is small whatever the number of starts.
"""

from __future__ import annotations

from collections import defaultdict

from ortools.sat.python import cp_model

from scenarios.needs import Need, Priority
from scenarios.rules import StageId
from scenarios.times import DAYS, Half
from solver.candidates.candidates import Candidates
from solver.candidates.presence import hundredths
from solver.candidates.sales import limits
from solver.model.rules.groups import grade_span, group_sites, group_size, one_group
from solver.model.rules.lessons import one_teacher
from solver.model.stages.convenience import grades_mixed
from solver.model.stages.served import coverage, fairness, statutory, unserved
from solver.model.variables import Linear, Literal, Variables

RELAXED_STAGES = tuple(stage for stage in StageId if stage is not StageId.CONTINUITY)


class RelaxedModel:
    """Rules and stages that can be said without a clock.

    Attributes
    ----------
    sold
        Half lessons by buyer and seller, at least, where an agreement limits them.
    """

    def __init__(self, given: Candidates, cp: cp_model.CpModel | None = None) -> None:
        self.cp = cp_model.CpModel() if cp is None else cp
        self.variables = Variables(self.cp, given, timeless=True)
        for enforce in (one_group, grade_span, group_size, group_sites, one_teacher):
            enforce(self.variables)
        self._used = _teachers_within_their_hours(self.variables)
        self.sold = _sold_within_agreements(self.variables)

    def stage(self, stage: StageId) -> Linear | None:
        """Grains that no plan can be below; `None` for a stage that needs the clock."""
        if stage is StageId.STATUTORY:
            return statutory(self.variables)
        if stage is StageId.COVERAGE:
            return coverage(self.variables)
        if stage is StageId.FAIRNESS:
            return fairness(self.variables)
        if stage is StageId.COST:
            return self._cost()
        return self._convenience() if stage is StageId.CONVENIENCE else None

    def _cost(self) -> Linear:
        scenario = self.variables.scenario
        optional = unserved(self.variables, Priority.OPTIONAL)
        total = hundredths(scenario.settings.worth_optional) * optional
        for teacher_id, used in self._used.items():
            teacher = scenario.teacher_of[teacher_id]
            load = half_lessons_of_groups(self.variables, teacher_id)
            above = self.cp.new_int_var(0, int(teacher.max_lessons * 2), f"above[{teacher_id}]")
            self.cp.add(above >= load - int(teacher.contract_lessons * 2))
            inside = hundredths(teacher.lesson_cost)
            total += inside * load + (hundredths(teacher.overtime_cost) - inside) * above
            total += 2 * hundredths(teacher.hire_cost) * used
        return total + _supervisors(self.variables)

    def _convenience(self) -> Linear:
        """Each need at its least awkward times, mixed groups, and the days a load takes."""
        weights = self.variables.scenario.settings
        times = sum(
            least_points(self.variables.given, need, teacher) * teaches
            for (need, teacher), teaches in self.variables.teaches.items()
        )
        days: Linear = 0
        for teacher_id, used in self._used.items():
            a_day = max(1, self.variables.scenario.teacher_of[teacher_id].max_lessons_day)
            taught = self.cp.new_int_var(0, len(DAYS), f"days[{teacher_id}]")
            load = half_lessons_of_groups(self.variables, teacher_id)
            self.cp.add(2 * a_day * taught >= load)
            self.cp.add(taught >= used)
            days += taught
        mixed = grades_mixed(self.variables)
        return (
            times
            + 2 * hundredths(weights.weight_grade_mix) * mixed
            + 2 * hundredths(weights.weight_teacher_day) * days
        )


def least_points(given: Candidates, need_id: str, teacher: str) -> int:
    """Half-hundredths of a point that the need's meetings with the teacher cost at least.

    It attends ⌊ℓ⌋ meetings of all weeks or more, on different days.
    """
    need, points = given.scenario.need_of[need_id], given.points[need_id]
    cheapest: dict[int, int] = {}
    for slot in given.slots[need_id, teacher]:
        if slot.half is Half.ALL:
            cheapest[slot.day] = min(cheapest.get(slot.day, points[slot]), points[slot])
    return sum(sorted(cheapest.values())[: need.half_lessons // 2])


def half_lessons_of_groups(variables: Variables, teacher: str) -> Linear:
    """Twice the weekly lessons of the groups a teacher gives; the leader has the most."""
    need_of = variables.scenario.need_of
    return sum(
        need_of[leader].half_lessons * given
        for (leader, giver), given in variables.gives.items()
        if giver == teacher
    )


def _teachers_within_their_hours(variables: Variables) -> dict[str, Literal]:
    """`teacher_load` by the week: at most five days of `max_lessons_day`, in either half."""
    found = {}
    for teacher_id in sorted({teacher for _, teacher in variables.gives}):
        teacher = variables.scenario.teacher_of[teacher_id]
        used = variables.used(teacher_id)
        load = half_lessons_of_groups(variables, teacher_id)
        week = min(int(teacher.max_lessons * 2), 2 * len(DAYS) * teacher.max_lessons_day)
        variables.model.add(load <= week * used)
        variables.model.add(load >= int(teacher.min_lessons * 2) * used)
        found[teacher_id] = used
    return found


def _sold_within_agreements(variables: Variables) -> dict[tuple[str, str], Linear]:
    """`agreement`: of each group a buyer attends at least what its longest need wants."""
    scenario = variables.scenario
    sold: dict[tuple[str, str], Linear] = {}
    for (buyer, seller), limit in limits(scenario).items():
        bought: dict[str, Literal] = {}
        for need in variables.needs:
            from_seller = sum(
                variables.teaches[need.need, teacher]
                for teacher in variables.given.teachers_of[need.need]
                if scenario.teacher_of[teacher].municipality == seller
            )
            if scenario.buyer_of(need) != buyer or isinstance(from_seller, int):
                continue
            for leader in variables.leaders_of[need.need]:
                if leader not in bought:
                    bought[leader] = variables.model.new_int_var(0, limit, f"bought[{leader}]")
                both = variables.joins[need.need, leader] + from_seller - 1
                variables.model.add(bought[leader] >= _attended(variables, need, leader) * both)
        if bought:
            sold[buyer, seller] = sum(bought.values())
            variables.model.add(sold[buyer, seller] <= limit)
    return sold


def _supervisors(variables: Variables) -> Linear:
    """Each school pays for its longest attendance in each group not taught from there."""
    scenario = variables.scenario
    by_school: defaultdict[tuple[str, str, str], list[Need]] = defaultdict(list)
    for need in variables.needs:
        by_school[need.school, need.subject, need.level].append(need)
    terms: list[Linear] = []
    for (school, _subject, _level), needs in by_school.items():
        price = hundredths(scenario.supervisor_cost_of(school))
        if len(needs) == 1 and not needs[0].half_lessons % 2:
            received = variables.served(needs[0].need) - _at_home(variables, needs[0])
            terms.append(price * needs[0].half_lessons * received)
        elif price:
            terms.extend(price * paid for paid in _paid_by_group(variables, needs))
    return sum(terms)


def _at_home(variables: Variables, need: Need) -> Linear:
    """Whether the need is taught from its own school."""
    teacher_of = variables.scenario.teacher_of
    return sum(
        variables.teaches[need.need, teacher]
        for teacher in variables.given.teachers_of[need.need]
        if teacher_of[teacher].school == need.school
    )


def _paid_by_group(variables: Variables, needs: list[Need]) -> list[Linear]:
    paid: dict[str, Literal] = {}
    for need in needs:
        for leader in variables.leaders_of[need.need]:
            if leader not in paid:
                most = max(other.half_lessons for other in needs) + 1
                paid[leader] = variables.model.new_int_var(0, most, f"paid[{leader}]")
            joined = variables.joins[need.need, leader] - _at_home(variables, need)
            variables.model.add(paid[leader] >= _attended(variables, need, leader) * joined)
    return list(paid.values())


def _attended(variables: Variables, need: Need, leader: str) -> int:
    """Half lessons that the need attends: in a group without a half meeting no half lesson."""
    lessons = variables.scenario.need_of[leader].half_lessons
    return need.half_lessons if lessons % 2 else need.half_lessons + need.half_lessons % 2
