"""Companies fitted among groups that stay."""

from typing import Any

import pytest

from scenarios.library import load
from scenarios.rules import StageId
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.local.search import LocalSearch
from solver.measure.objective import stage_values
from solver.model.company import companies_of
from solver.model.grains import most_grains
from solver.plan import Plan
from solver.search import timing
from solver.search.cpsat import minimise
from solver.search.first_plans import nothing_served, offer_first_plans
from solver.search.incumbent import Incumbent
from solver.search.timing import fit, fit_together, refit
from solver.verify.report import verify
from tests.support.build import group, need, plan, qualification, subject, teacher, window, world
from tests.support.efforts import five_seconds

WHO = (StageId.STATUTORY, StageId.COVERAGE, StageId.COST)


def test_groups_that_are_fitted_anew_move_and_the_others_do_not() -> None:
    scenario = load("savogrow-august")
    given = reduced(candidates(scenario))
    incumbent = Incumbent(scenario, None)
    offer_first_plans(incumbent, (), LocalSearch(scenario, None, 1))
    before = incumbent.plan
    assert before is not None
    for stage in WHO:
        incumbent.close(stage)
    value = incumbent.values[StageId.CONVENIENCE]
    teacher = before.groups[0].teacher
    own = [group for group in before.groups if group.teacher == teacher]
    needs = {member.need for group in own for member in group.members}

    better = refit(
        given, needs, companies_of(given, own), incumbent, five_seconds(), (StageId.CONVENIENCE,)
    )

    after = incumbent.plan
    assert after is not None
    assert better == (incumbent.values[StageId.CONVENIENCE] < value)
    assert verify(scenario, after) == ()
    stayed = {g.members: g.meetings for g in after.groups if g.teacher != teacher}
    assert stayed == {g.members: g.meetings for g in before.groups if g.teacher != teacher}
    reached = stage_values(scenario, after, None)
    assert all(reached[stage] <= incumbent.limits[stage] for stage in WHO)


def test_needs_in_no_company_become_unserved_only_if_that_is_better() -> None:
    scenario = load("lappi-august")
    given = reduced(candidates(scenario))
    incumbent = Incumbent(scenario, None)
    offer_first_plans(incumbent, (), LocalSearch(scenario, None, 1))
    before = incumbent.plan
    assert before is not None
    needs = {member.need for member in before.groups[0].members}

    assert not refit(given, needs, (), incumbent, five_seconds(), WHO)
    assert incumbent.plan is before


def test_companies_get_times_of_their_own_where_there_are_any() -> None:
    scenario = load("lappi-august")
    given = reduced(candidates(scenario))
    incumbent = Incumbent(scenario, None)
    incumbent.offer(nothing_served(scenario))
    made = LocalSearch(scenario, None, 1).construct(incumbent.plan)
    assert made is not None
    companies = companies_of(given, made.groups)
    cost = stage_values(scenario, made, None)[StageId.COST]
    most = most_grains(StageId.COST, cost)

    assert not fit(given, companies, incumbent, five_seconds(), StageId.COST, 0)
    assert fit(given, companies, incumbent, five_seconds(), StageId.COST, most)

    after = incumbent.plan
    assert after is not None
    assert who_with_whom(after) <= who_with_whom(made)
    assert incumbent.values[StageId.COST] <= cost


def who_with_whom(plan: Plan) -> set[tuple[str, frozenset[str]]]:
    return {(g.teacher, frozenset(member.need for member in g.members)) for g in plan.groups}


def test_groups_that_stay_are_kept_though_the_answer_was_looked_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whoever asks the answer for a need's group before must not make its neighbours its own."""
    scenario = load("savogrow-august")
    given = reduced(candidates(scenario))
    incumbent = Incumbent(scenario, None)
    offer_first_plans(incumbent, (), LocalSearch(scenario, None, 1))
    before = incumbent.plan
    assert before is not None
    own = [group for group in before.groups if group.teacher == before.groups[0].teacher]

    def looked_up(*given: Any, **more: Any) -> Any:
        answer = minimise(*given, **more)
        assert answer.plan is None or answer.plan.group_of
        return answer

    exchanged: list[set[str]] = []
    monkeypatch.setattr(timing, "minimise", looked_up)
    monkeypatch.setattr(
        incumbent, "exchange", lambda part: exchanged.append({*part.group_of, *part.unserved})
    )
    needs = {member.need for group in own for member in group.members}
    refit(given, needs, companies_of(given, own), incumbent, five_seconds(), (StageId.CONVENIENCE,))

    assert exchanged == [needs]


def test_best_groups_that_clash_get_other_times_as_good() -> None:
    """Both parts would have the only room of the school at nine."""
    subjects = ("OR", "IS")
    scenario = world(
        [need(f"n{s}", school="s1", subject=s, pupils=2, priority="promised") for s in subjects],
        [
            window(f"n{s}", when, kind=kind)
            for s in subjects
            for when, kind in (
                ("mon 09:00-09:45", "band"),
                ("mon 10:00-10:45", "band"),
                ("tue 09:00-09:45", "missed"),
                ("tue 10:00-10:45", "missed"),
            )
        ],
        [subject(s) for s in subjects],
        [teacher(f"t{s}") for s in subjects],
        [qualification(f"t{s}", s) for s in subjects],
    )
    given = reduced(candidates(scenario))
    incumbent = Incumbent(scenario, None)
    missed = group("tOR", "tue 09:00", "nOR"), group("tIS", "tue 10:00", "nIS")
    best = plan(scenario, *(group(f"t{s}", "mon 09:00", f"n{s}") for s in subjects))
    assert incumbent.offer(plan(scenario, *missed))
    for stage in WHO:
        incumbent.close(stage)
    assert not incumbent.exchange(best)

    assert fit_together(given, best, incumbent, five_seconds(), StageId.CONVENIENCE)

    values = stage_values(scenario, best, None)
    assert incumbent.values[StageId.CONVENIENCE] == values[StageId.CONVENIENCE]
    assert not fit_together(given, best, incumbent, five_seconds(), StageId.CONVENIENCE)
