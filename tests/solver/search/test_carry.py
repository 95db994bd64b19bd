"""What of an earlier plan can be a start for today's scenario."""

from scenarios.scenario import Scenario
from solver.plan import Plan
from solver.search.carry import carried_over, sound_part
from solver.search.params import SolveParams
from solver.solve import solve
from solver.verify.report import verify
from tests.support.build import changed, group, plan, without
from tests.support.worlds import one_teacher_for_two, two_schools


def solved(scenario: Scenario) -> Plan:
    outcome = solve(scenario, SolveParams(seconds=5, workers=1))
    assert outcome.plan is not None
    return outcome.plan


def test_members_that_are_gone_leave_and_the_group_stays() -> None:
    """August loses pupils; those left should find their group as it was."""
    scenario = two_schools()
    before = solved(scenario)
    gone = before.groups[0].members[0].need

    later = carried_over(without(scenario, gone), before)

    assert later is not None
    assert gone not in later.group_of
    assert set(later.group_of) == set(before.group_of) - {gone}


def test_a_need_with_a_new_id_takes_the_place_of_the_one_it_continues() -> None:
    """Ids change between years; `continues` says who is who."""
    scenario = two_schools()
    before = solved(scenario)
    old = before.groups[0].members[0].need
    need = scenario.need_of[old].model_copy(update={"need": "new", "continues": old})
    others = [row for row in scenario.needs if row.need != old]

    later = carried_over(scenario.replace(needs=[*others, need]), before)

    assert later is not None
    assert later.group_of["new"][0].teacher == before.group_of[old][0].teacher


def test_only_the_groups_that_break_a_rule_are_left_out() -> None:
    """Two groups of one teacher at the same time: one of them can stay."""
    scenario = one_teacher_for_two()
    teacher = scenario.teachers[0].teacher
    needs = [need.need for need in scenario.needs]
    clashing = plan(scenario, *(group(teacher, "mon 09:00", need) for need in needs))
    assert verify(scenario, clashing)

    sound = sound_part(scenario, clashing)

    assert verify(scenario, sound) == ()
    assert len(sound.groups) == 1


def test_nothing_is_carried_without_a_previous_plan() -> None:
    """The first plan of a year has nothing to compare with."""
    assert carried_over(changed(two_schools(), "t1", max_lessons=7), None) is None
