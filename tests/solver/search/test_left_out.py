"""Parts and agreements together: what buyers cannot buy is left out, and no plan is lost."""

from collections.abc import Mapping

import pytest

from scenarios.needs import PRIORITY
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.model.grains import in_units
from solver.search.by_parts import ByParts
from solver.search.left_out import LeftOut
from tests.support.build import (
    agreement,
    group,
    need,
    plan,
    qualification,
    school,
    teacher,
    window,
)
from tests.support.efforts import five_seconds
from tests.support.walks import walks
from tests.support.worlds import two_parts

COVERAGE = StageId.COVERAGE
TIMES = ("mon 09:00-09:45", "tue 09:00-09:45")
ONE = agreement("m1", "m2", max_lessons=1)


def sold(*more: object, **first: object) -> Scenario:
    """Two needs of a municipality, each of a subject that the other's teacher does not teach."""
    return two_parts(TIMES, *more, **first)


def proved(
    scenario: Scenario, stage: StageId = COVERAGE, limits: Mapping[StageId, int] | None = None
) -> tuple[int | None, int | None]:
    """Grains by the parts, and by parts and agreements."""
    by_parts = ByParts(reduced(candidates(scenario)))
    alone = by_parts.bound(stage, limits or {}, five_seconds())
    return alone, LeftOut(by_parts).least(stage, limits or {}, five_seconds())


@pytest.mark.parametrize(("most", "lost"), [(1, 4), (2, 0)])
def test_lessons_of_all_parts_count(most: int, lost: int) -> None:
    """One lesson in all may be bought, so the smaller of two promises is left out."""
    assert proved(sold(agreement("m1", "m2", max_lessons=most))) == (0, lost)


def test_without_a_limit_parts_say_all() -> None:
    assert proved(sold(agreement("m1", "m2"))) == (0, 0)


def test_stages_of_money_and_time_are_left_to_others() -> None:
    by_parts = ByParts(reduced(candidates(sold(ONE))))

    assert LeftOut(by_parts).least(StageId.COST, {}, five_seconds()) is None


def test_duty_goes_before_promise() -> None:
    """The duty of two pupils is served, so three pupils go without what was promised."""
    duty = sold(ONE, priority="statutory")

    assert proved(duty, COVERAGE, {StageId.STATUTORY: 0}) == (0, 6)
    assert proved(duty, COVERAGE, {StageId.STATUTORY: 4}) == (0, 0)


def test_another_seller_is_not_limited() -> None:
    elsewhere = [agreement("m1", "m3"), teacher("t3", municipality="m3"), qualification("t3", "IS")]

    assert proved(sold(ONE, *elsewhere))[1] == 0


@pytest.mark.parametrize(("most", "lost"), [(12, 0), (4, 4)])
def test_needs_in_one_group_buy_its_lessons_once(most: int, lost: int) -> None:
    """Two lessons may be bought: a group of each subject, if both of one subject fit into it."""
    third = [need("n3", subject="OR", pupils=4, school="s2"), school("s2")]
    times = [window("n3", when) for when in TIMES]
    scenario = sold(agreement("m1", "m2", max_lessons=2), *third, *times)
    sizes = tuple(row.model_copy(update={"max_pupils": most}) for row in scenario.subjects)

    assert proved(scenario.replace(subjects=sizes)) == (0, lost)


def test_what_is_known_of_all_is_told_to_parts() -> None:
    """One lesson may be bought and the larger promise has it, so the other's part loses 4."""
    scenario = sold(ONE)
    by_parts = ByParts(reduced(candidates(scenario)))
    limits = {COVERAGE: 4}
    served = plan(scenario, group("t2", "mon 09:00", "n2"))

    assert [part.bounds.get(COVERAGE, 0) for part in by_parts.parts] == [0, 0]
    LeftOut(by_parts).tell_parts(limits, served, five_seconds())

    lost = {part.given.scenario.needs[0].need: part.bounds for part in by_parts.parts}
    assert lost["n1"][COVERAGE] == 4
    assert lost["n2"].get(COVERAGE, 0) == 0


@pytest.mark.parametrize("first", range(5000, 5060, 15))
def test_bounds_enclose_the_best_of_all_plans(first: int) -> None:
    """Each stage with the earlier ones at their best; enumeration says what that is."""
    tight = 0
    for walk in walks(range(first, first + 15), PRIORITY):
        together = LeftOut(walk.by_parts)
        for (stage, best, _), limits in walk.stages:
            walk.by_parts.bound(stage, limits, five_seconds())
            bound = together.least(stage, limits, five_seconds())
            if bound is not None:
                assert in_units(bound, stage) <= best, (walk.seed, stage)
                tight += bool(best) and in_units(bound, stage) == best

    assert tight
