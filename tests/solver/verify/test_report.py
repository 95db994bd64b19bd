"""The report: all violations of all rules, and values beside them."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from scenarios.rules import StageId
from scenarios.times import DAYS
from solver.plan import Group, Meeting, Member, Plan
from solver.verify.report import report, verify
from tests.support.build import group, need, pin, plan, teacher, world
from tests.support.faults import FAULTS
from tests.support.verdicts import verdicts


def test_a_plan_of_another_scenario_is_told_and_still_checked() -> None:
    scenario = world(need("n1"))
    answer = plan(scenario, group("t9", "mon 09:00", "n1"))

    said = verdicts(scenario, answer.model_copy(update={"scenario": "0" * 64}))

    assert said == [
        f"other_scenario  expected={scenario.content_hash} given={'0' * 64}",
        "qualified unknown_teacher group:g1 teacher:t9",
    ]


def test_violations_come_in_the_order_of_the_catalogue() -> None:
    scenario = world(
        need("n1", pupils=13), need("n2", lessons_per_week=2), pin("n2", day="wed"), teacher("t1")
    )
    answer = plan(scenario, group("t1", "mon 13:00", "n1", "n2"))

    codes = [finding.code for finding in verify(scenario, answer)]

    assert list(dict.fromkeys(codes)) == [
        "group_size",
        "weekly_lessons",
        "pupils_present",
        "pinned",
    ]


def test_values_are_there_for_broken_plans_too() -> None:
    for fault in FAULTS.values():
        scenario, broken = fault()

        told = report(scenario, broken)

        assert told.violations == verify(scenario, broken)
        assert list(told.values) == [s for s in StageId if s is not StageId.CONTINUITY]


def test_continuity_is_there_with_a_previous_plan() -> None:
    scenario = world(need("n1"))

    told = report(scenario, plan(scenario), previous=plan(scenario))

    assert list(told.values) == list(StageId)


IDS = st.sampled_from(["n1", "n2", "n3", "zz"])
CLOCKS = st.sampled_from(["00:00", "08:59", "09:00", "09:45", "10:00", "24:00"])
MEETINGS = st.builds(
    Meeting,
    day=st.sampled_from(DAYS[:2]),
    start=CLOCKS,
    end=CLOCKS,
    half=st.sampled_from(["all", "A", "B"]),
)
MEMBERS = st.builds(Member, need=IDS, meetings=st.lists(st.integers(-2, 3), max_size=4).map(tuple))
GROUPS = st.builds(
    Group,
    group=st.sampled_from(["g1", "g2"]),
    subject=st.sampled_from(["OR", "EN", "XX"]),
    level=st.sampled_from(["", "7"]),
    language=st.sampled_from(["fi", "sv"]),
    teacher=st.sampled_from(["t1", "t2", "t9"]),
    meetings=st.lists(MEETINGS, max_size=3).map(tuple),
    members=st.lists(MEMBERS, max_size=4).map(tuple),
)
PLANS = st.builds(
    Plan,
    scenario=st.just("x"),
    groups=st.lists(GROUPS, max_size=4).map(tuple),
    unserved=st.lists(IDS, max_size=4).map(tuple),
)


@given(broken=PLANS, previous=PLANS)
def test_any_plan_can_be_reported(broken: Plan, previous: Plan) -> None:
    """A plan from a file may say anything; every id and index of it is looked up somewhere."""
    scenario = world(
        need("n1", classes="c1"),
        need("n2", subject="EN", lessons_per_week=1.5, classes="c1", priority="statutory"),
        need("n3", school="s2", priority="optional"),
        *[
            pin(name, kind=kind, teacher="t1", day="mon", with_need="n3")
            for name, kind in product(["n1", "n2"], ["must", "locked", "must_not", "avoid"])
        ],
        teacher("t1", school="s2"),
        teacher("t2"),
    )

    told = report(scenario, broken, previous)

    assert told.violations[0].code == "other_scenario"
    assert min(told.values.values()) >= 0
