"""What is new in a plan of others is taken over; what the search has found itself stays."""

import pytest

from scenarios.library import load
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.local.cooling import Cooling
from solver.local.search import LocalSearch
from solver.local.talk import Halt, Improve, News
from solver.measure.objective import stage_values
from solver.plan import Plan, differing
from solver.verify.report import verify
from tests.support.build import group, plan
from tests.support.worlds import two_parts

STAGES = (StageId.STATUTORY, StageId.COVERAGE, StageId.COST)
PARTS = two_parts(["mon 09:00-09:45", "tue 09:00-09:45"])
OURS, THEIRS = group("t1", "mon 09:00", "n1"), group("t2", "tue 09:00", "n2")


def begun(
    scenario: Scenario, start: Plan, seed: int = 1
) -> tuple[LocalSearch, Cooling, list[Plan]]:
    found: list[Plan] = []
    search = LocalSearch(scenario, None, seed)
    search.load(start)
    return search, search.begin(STAGES, {}, found.append), found


def values(scenario: Scenario, better: Plan) -> dict[StageId, int]:
    return stage_values(scenario, better, None)


def groups(given: Plan) -> set[tuple[object, ...]]:
    return {(one.teacher, one.meetings, one.members) for one in given.groups}


def test_both_what_was_found_and_what_is_new_are_in_the_next_plan() -> None:
    search, run, found = begun(PARTS, plan(PARTS, OURS))
    theirs = plan(PARTS, THEIRS)

    search.adopt(run, theirs, {"n2"}, values(PARTS, theirs))
    run.finish()

    assert [groups(one) for one in found] == [groups(plan(PARTS, OURS, THEIRS))]


def test_what_does_not_fit_with_the_rest_is_placed_otherwise() -> None:
    """The room is taken at that hour by a group that stays."""
    same_hour = group("t2", "mon 09:00", "n2")
    search, run, found = begun(PARTS, plan(PARTS, OURS))
    theirs = plan(PARTS, same_hour)

    search.adopt(run, theirs, {"n2"}, values(PARTS, theirs))
    run.finish()

    assert [groups(one) for one in found] == [groups(plan(PARTS, OURS, THEIRS))]


def test_a_better_plan_is_gone_back_to_if_nothing_better_comes_of_it() -> None:
    search, run, found = begun(PARTS, plan(PARTS))
    theirs = plan(PARTS, OURS, THEIRS)

    search.adopt(run, theirs, set(), values(PARTS, theirs))
    run.finish()

    assert found == []
    assert groups(search.plan()) == groups(theirs)


@pytest.mark.parametrize("seed", range(6))
def test_any_needs_of_another_plan_go_soundly_with_the_rest(seed: int) -> None:
    scenario = load("savogrow-august")
    theirs = LocalSearch(scenario, None, 100 + seed).construct()
    start = LocalSearch(scenario, None, seed).construct()
    search, run, _ = begun(scenario, start, seed)
    some = theirs.groups[seed :: seed + 2]
    new = {member.need for one in some for member in one.members}

    search.adopt(run, theirs, new, values(scenario, theirs))
    on_board = search.plan()

    # Only this may be broken on a board; nothing is handed out before it is kept again.
    assert {one.numbers["what"] for one in verify(scenario, on_board)} <= {"too_few"}
    assert some
    gone = {m.need for n in new if n in start.group_of for m in start.group_of[n][0].members}
    for need in start.group_of.keys() - gone - new:
        assert taught(on_board, need) == taught(start, need)


def taught(given: Plan, need: str) -> tuple[object, ...]:
    found, member = given.group_of[need]
    return found.teacher, found.attended(member)


def test_the_search_goes_on_after_news() -> None:
    scenario = load("savogrow-august")
    start = LocalSearch(scenario, None, 3).construct()
    search, run, found = begun(scenario, start)
    search.go_on(run, lambda: search.iterations < 160)
    search.adopt(run, start, set(), values(scenario, start))
    before = len(found)

    search.go_on(run, lambda: search.iterations < 1_600)
    run.finish()

    assert len(found) > before
    for one in found:
        assert verify(scenario, one) == ()


def test_needs_differ_that_are_in_other_groups_or_in_none_in_one_of_the_plans() -> None:
    both = plan(PARTS, OURS, THEIRS)
    elsewhere = plan(PARTS, group("t1", "tue 09:00", "n1"), THEIRS)

    assert differing(both, plan(PARTS, THEIRS, OURS)) == set()
    assert differing(both, elsewhere) == {"n1"}
    assert differing(both, plan(PARTS, OURS)) == {"n2"}
    assert differing(plan(PARTS, OURS), both) == {"n2"}


def test_news_of_orders_not_carried_out_are_added_up_or_forgotten() -> None:
    empty = plan(PARTS)
    first = Improve(1, empty, STAGES, {}, News(frozenset({"n1"}), {StageId.COST: 5}))
    second = Improve(2, empty, STAGES, {}, News(frozenset({"n2"}), {StageId.COST: 4}))
    afresh = Improve(1, empty, STAGES, {})

    assert second.in_place_of(first).news == News(frozenset({"n1", "n2"}), {StageId.COST: 4})
    assert second.in_place_of(afresh).news is None
    assert second.in_place_of(Halt(1)).news is None
    assert afresh.in_place_of(second).news is None
