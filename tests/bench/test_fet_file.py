"""A plan without its times as FET reads it, and its times put back."""

from bench.fet_file import Placing
from scenarios.times import clock
from solver.verify.report import verify
from tests.support.build import group, need, plan, teacher, window, world

SCENARIO = world(
    need("n1"),
    need("n2", school="s2"),
    need("n3", subject="IS", shares_pupils_with="n1"),
    [window(name, "mon 09:00-12:00") for name in ("n1", "n2", "n3")],
    teacher("t1"),
    teacher("t2"),
)
PLAN = plan(SCENARIO, group("t1", "mon 09:00", "n1", "n2"), group("t2", "mon 10:00", "n3"))


def test_meetings_keep_members_and_lose_their_time() -> None:
    placing = Placing(SCENARIO, PLAN)
    document = placing.document()
    activities = document.findall("Activities_List/Activity")
    students = [[row.text for row in activity.findall("Students")] for activity in activities]
    rules = {rule.tag for rule in document.iter("Time_Constraints_List") for rule in rule}

    assert students == [["n1", "n2"], ["n3"]]
    # 45 minutes and the changeover of 5, in steps of 5.
    assert [activity.findtext("Duration") for activity in activities] == ["10", "10"]
    assert "ConstraintActivitiesNotOverlapping" in rules


def test_only_starts_that_suit_all_members_are_offered() -> None:
    placing = Placing(SCENARIO, PLAN)
    starts = [clock(slot.start) for slot in placing.activities[0].starts]

    assert (starts[0], starts[-1]) == ("09:00", "11:15")


def test_times_put_back_make_a_right_plan() -> None:
    placing = Placing(SCENARIO, PLAN)

    placed = placing.placed({1: ("mon", "11:00"), 2: ("mon", "09:30")})

    assert verify(SCENARIO, placed) == ()
    assert [clock(one.meetings[0].start) for one in placed.groups] == ["11:00", "09:30"]


def test_a_group_without_a_time_is_unserved() -> None:
    placed = Placing(SCENARIO, PLAN).placed({2: ("mon", "09:30")})

    assert placed.unserved == ("n1", "n2")
    assert verify(SCENARIO, placed) == ()
