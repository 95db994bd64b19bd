"""Some needs planned anew among the groups that stay."""

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.plan import Plan
from solver.search.by_parts import ByParts
from solver.search.by_schools import BySchools
from solver.search.incumbent import Incumbent
from solver.search.left_out import LeftOut
from solver.search.nearby import plan_anew
from tests.support.build import (
    agreement,
    group,
    need,
    plan,
    qualification,
    school,
    subject,
    teacher,
    window,
    world,
)
from tests.support.efforts import five_seconds

COVERAGE = StageId.COVERAGE
SUBJECTS = {"n1": "OR", "n2": "IS", "n3": "IS", "n4": "KA"}
TIMES = {"n1": ("mon",), "n2": ("mon", "tue"), "n3": ("mon", "tue"), "n4": ("mon",)}


def in_the_way(*more: object) -> Scenario:
    """At the one room of `s1` a group with a companion from `s2` holds the only time of `n1`."""
    return world(
        [
            need(name, subject=SUBJECTS[name], school=place, pupils=2)
            for name, place in (("n1", "s1"), ("n2", "s1"), ("n3", "s2"), ("n4", "s3"))
        ],
        [window(name, f"{day} 09:00-09:45") for name, days in TIMES.items() for day in days],
        [subject(name) for name in ("OR", "IS", "KA")],
        [teacher(f"t-{name}", municipality="m2") for name in ("OR", "IS", "KA")],
        [qualification(f"t-{name}", name) for name in ("OR", "IS", "KA")],
        [school("s2"), school("s3", municipality="m3")],
        *more,
        priorities="statutory;coverage;cost",
    )


def with_n1_unserved(scenario: Scenario) -> Plan:
    return plan(scenario, group("t-IS", "mon 09:00", "n2", "n3"), group("t-KA", "mon 09:00", "n4"))


def incumbent_of(scenario: Scenario) -> Incumbent:
    incumbent = Incumbent(scenario, None)
    assert incumbent.offer(with_n1_unserved(scenario))
    return incumbent


def test_companions_move_along_and_others_stay() -> None:
    scenario = in_the_way()
    incumbent = incumbent_of(scenario)

    better = plan_anew(
        reduced(candidates(scenario)), {"n1", "n2"}, incumbent, five_seconds(), (COVERAGE,)
    )

    assert better
    assert incumbent.plan is not None
    assert not incumbent.plan.unserved
    days = {need: entry[0].meetings[0].day for need, entry in incumbent.plan.group_of.items()}
    assert days == {"n1": "mon", "n2": "tue", "n3": "tue", "n4": "mon"}


def test_lessons_bought_elsewhere_count() -> None:
    """One more lesson may be bought beside one for a school that has no other tie; two wait."""
    sold = [agreement("m1", "m2", max_lessons=2), agreement("m3", "m2", max_lessons=1)]
    elsewhere = [need("n5", subject="KA", school="s4", pupils=2), school("s4")]
    waiting = [need("n6", subject="OR", school="s5", pupils=3), school("s5")]
    times = [window("n5", "mon 09:00-09:45"), window("n6", "tue 09:00-09:45")]
    scenario = in_the_way(*sold, *elsewhere, *waiting, *times)
    incumbent = Incumbent(scenario, None)
    assert incumbent.offer(plan(scenario, group("t-KA", "mon 09:00", "n4", "n5")))

    free = {"n1", "n6"}
    better = plan_anew(reduced(candidates(scenario)), free, incumbent, five_seconds(), (COVERAGE,))

    assert better
    assert incumbent.plan is not None
    assert incumbent.plan.group_of.keys() == {"n4", "n5", "n6"}


def test_schools_with_groups_in_common_are_planned_together() -> None:
    """Asked alone the school could have both; with the companion's school the plan is found."""
    scenario = in_the_way()
    given = reduced(candidates(scenario))
    incumbent = incumbent_of(scenario)

    schools = BySchools(given, given, LeftOut(ByParts(given)), incumbent)
    schools.work(COVERAGE, five_seconds(), lambda _: None)

    assert incumbent.values[COVERAGE] == 0
