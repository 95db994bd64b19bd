"""All parts at once over all companies: no plan is lost, and what crosses borders is learnt."""

import pytest

from scenarios.rules import StageId
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.model.company import Company
from solver.model.grains import in_units
from solver.search.by_parts import SUMS, ByParts
from solver.search.conflicts import Conflicts
from solver.search.joint import JointMaster
from solver.search.left_out import LeftOut
from tests.support.build import school
from tests.support.efforts import five_seconds
from tests.support.walks import walks
from tests.support.worlds import either_teacher, two_parts

BOUNDED = tuple(stage for stage in SUMS if stage is not StageId.CONVENIENCE)


def joint(by_parts: ByParts) -> JointMaster:
    return JointMaster(by_parts, LeftOut(by_parts), Conflicts(by_parts.given))


@pytest.mark.parametrize(("rooms", "lost"), [(1, 4), (2, 0)])
def test_groups_of_two_parts_want_the_same_room(rooms: int, lost: int) -> None:
    """Two pupils go without a lesson where there is one room at the only time of both."""
    room = school("s1", remote_rooms=rooms, supervisors=2)
    scenario = two_parts(["mon 09:00-09:45"], room)
    told: list[int] = []

    master = joint(ByParts(reduced(candidates(scenario))))
    settled = master.settled(StageId.COVERAGE, {}, five_seconds(), told.append, None)

    assert settled.proved
    assert settled.value == settled.bound == lost
    assert told[-1] == lost
    assert told == sorted(told)


@pytest.mark.parametrize("first", range(5000, 5030, 15))
def test_bounds_enclose_the_best_of_all_plans(first: int) -> None:
    """Each stage with the earlier ones at their best; asked for less than that there is none."""
    tight = 0
    for walk in walks(range(first, first + 15), BOUNDED):
        master = joint(walk.by_parts)
        for (stage, best, _), limits in walk.stages:
            near: tuple[Company, ...] = ()
            for known in (None, 2 * best):
                settled = master.settled(stage, limits, five_seconds(), lambda _: None, known, near)
                near = settled.companies or ()
                walk.by_parts.bound(stage, limits, five_seconds())
                bound = in_units(settled.bound or 0, stage)
                assert bound <= best, (walk.seed, stage)
                tight += bound == best

    assert tight > 40


@pytest.mark.parametrize("name", ["t1", "t2"])
def test_of_solutions_as_good_the_one_near_the_plan_is_proposed(name: str) -> None:
    near = (Company(name, ("n1",)), Company("t3", ("n2",)))

    master = joint(ByParts(reduced(candidates(either_teacher()))))
    settled = master.settled(StageId.COVERAGE, {}, five_seconds(), lambda _: None, None, near)

    assert settled.proved
    assert set(settled.companies or ()) == set(near)


def test_what_is_proved_of_a_part_is_known_at_once() -> None:
    """Said to leave two half pupil-lessons out, the part of n1 leaves out all its four."""
    by_parts = ByParts(reduced(candidates(either_teacher())))
    (part,) = (part for part in by_parts.parts if "n1" in part.given.scenario.need_of)
    part.bounds[StageId.COVERAGE] = 2

    settled = joint(by_parts).settled(StageId.COVERAGE, {}, five_seconds(), lambda _: None, None)

    assert settled.proved
    assert settled.value == settled.bound == 4
    assert settled.companies == (Company("t3", ("n2",)),)
