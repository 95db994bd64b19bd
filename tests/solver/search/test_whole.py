"""All parts at once: what crosses their borders raises the bound, and no plan is lost."""

import pytest

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.model.company import Company
from solver.model.grains import in_units
from solver.search import whole as of_all
from solver.search.by_parts import SUMS, ByParts
from solver.search.left_out import LeftOut, Lost
from solver.search.whole import WholeMaster
from tests.support.build import (
    agreement,
    school,
)
from tests.support.efforts import five_seconds
from tests.support.walks import walks
from tests.support.worlds import either_teacher, two_parts

TIMES = ("mon 09:00-09:45", "tue 09:00-09:45")


def unserved_at_least(scenario: Scenario) -> tuple[int, int]:
    """Half pupil-lessons that are promised and cannot be kept: by the parts, and by the whole."""
    by_parts = ByParts(reduced(candidates(scenario)))
    assert len(by_parts.parts) == 2
    alone = by_parts.bound(StageId.COVERAGE, {}, five_seconds())
    settled = WholeMaster(by_parts, LeftOut(by_parts)).settle(StageId.COVERAGE, {}, five_seconds())
    assert alone is not None
    assert settled is not None
    assert settled.proved
    assert settled.value == settled.bound
    assert settled.bound is not None
    return alone, settled.bound


@pytest.mark.parametrize(("rooms", "times", "lost"), [(1, 1, 4), (2, 1, 0), (1, 2, 0)])
def test_groups_of_different_teachers_want_the_same_room(rooms: int, times: int, lost: int) -> None:
    """Two pupils go without a lesson where there is one room at the only time of both."""
    scenario = two_parts(TIMES[:times], school("s1", remote_rooms=rooms, supervisors=2))

    assert unserved_at_least(scenario) == (0, lost)


def test_pupils_of_both_needs_are_not_in_two_places() -> None:
    scenario = two_parts(TIMES[:1], school("s1", remote_rooms=2, supervisors=2))
    first, second = scenario.needs
    shared = scenario.replace(
        needs=(first.model_copy(update={"shares_pupils_with": (second.need,)}), second)
    )

    assert unserved_at_least(shared) == (0, 4)


@pytest.mark.parametrize(("most", "lost"), [(1, 4), (2, 0)])
def test_both_parts_use_one_agreement(most: int, lost: int) -> None:
    """The municipality may buy one lesson in all, whoever teaches it."""
    limited = agreement("m1", "m2", max_lessons=most)

    assert unserved_at_least(two_parts(TIMES, limited)) == (0, lost)


@pytest.mark.parametrize("first", range(5000, 5030, 15))
def test_bounds_of_the_whole_enclose_the_best_of_all_plans(first: int) -> None:
    """Each stage with the earlier ones at their best; enumeration says what that is."""
    tight = 0
    for walk in walks(range(first, first + 15), SUMS):
        whole = WholeMaster(walk.by_parts, LeftOut(walk.by_parts))
        for (stage, best, _), limits in walk.stages:
            walk.by_parts.bound(stage, limits, five_seconds())
            settled = whole.settle(stage, limits, five_seconds())
            assert settled is not None
            assert settled.bound is not None
            bound = in_units(settled.bound, stage)
            assert bound <= best, (walk.seed, stage)
            tight += bound == best

    assert tight > 20


@pytest.mark.parametrize("name", ["t1", "t2"])
def test_of_solutions_as_good_leaders_propose_the_one_near_the_plan(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = (Company(name, ("n1",)), Company("t3", ("n2",)))
    monkeypatch.setattr(of_all, "MOST_JOINT_COLUMNS", 2)
    by_parts = ByParts(reduced(candidates(either_teacher())))
    whole = WholeMaster(by_parts, LeftOut(by_parts))

    settled = whole.settle(StageId.COVERAGE, {}, five_seconds(), near=near)

    assert whole.joint is None, "three companies are too many to list"
    assert settled is not None
    assert settled.proved
    assert set(settled.companies or ()) == set(near)


@pytest.mark.parametrize("by_columns", [True, False])
def test_what_is_known_of_schools_is_kept(by_columns: bool) -> None:
    """Both models leave out what was proved elsewhere, here the smaller of two promises."""
    by_parts = ByParts(reduced(candidates(two_parts(TIMES))))
    left_out = LeftOut(by_parts)
    left_out.learn(Lost(StageId.COVERAGE, {}, frozenset({"n1", "n2"}), 4))
    whole = WholeMaster(by_parts, left_out)
    told: list[int] = []

    if by_columns:
        assert whole.joint is not None
        settled = whole.joint.settled(StageId.COVERAGE, {}, five_seconds(), told.append, None)
        assert (settled.bound, settled.value) == (4, 4)
    else:
        whole.settle(StageId.COVERAGE, {}, five_seconds()._replace(seconds=2), told.append)
        assert told[0] == 4


def test_fairness_and_continuity_are_left_to_others() -> None:
    """One is no sum over parts, the other needs the clock."""
    by_parts = ByParts(reduced(candidates(two_parts(TIMES))))
    whole = WholeMaster(by_parts, LeftOut(by_parts))

    assert whole.settle(StageId.FAIRNESS, {}, five_seconds()) is None
    assert whole.settle(StageId.CONTINUITY, {}, five_seconds()) is None
