"""XHSTT archives are read as they are, and what they leave open is said."""

from collections import Counter

import pytest

from scenarios.findings import Severity
from scenarios.importers import HomeWeek, on_bells, read_xhstt
from scenarios.times import Day, Interval
from tests.support.xhstt_archives import archive, event, placed, resource

CLASS, TEACHER, ROOM = resource("Class", "5A"), resource("Teacher", "T1"), resource("Room", "R1")
MATHS = event("maths", 2, CLASS, TEACHER, ROOM)


def codes(week: HomeWeek) -> list[str]:
    return [finding.code for finding in week.findings]


def test_lesson_has_day_period_length_course_and_people() -> None:
    """The third time of Tuesday is period 2 from 0."""
    week = read_xhstt(archive([MATHS], {"s": [placed("maths", "Tu_3", 2)]}))

    [lesson] = week.lessons
    assert (lesson.day, lesson.period, lesson.duration) == (Day.TUE, 2, 2)
    assert (lesson.course, lesson.event) == ("maths", "maths")
    assert (lesson.classes, lesson.teachers, lesson.rooms) == (("5A",), ("T1",), ("R1",))
    assert week.findings == ()
    assert (week.classes, week.teachers, week.periods) == (("5A", "5B"), ("T1", "T2"), 4)


def test_split_lesson_is_two_lessons() -> None:
    week = read_xhstt(
        archive([MATHS], {"s": [placed("maths", "Mo_1", 1), placed("maths", "We_2", 1)]})
    )

    assert [(row.day, row.period, row.duration) for row in week.lessons] == [
        (Day.MON, 0, 1),
        (Day.WED, 1, 1),
    ]
    assert week.findings == ()


def test_missing_part_of_a_split_lesson_is_said() -> None:
    week = read_xhstt(archive([MATHS], {"s": [placed("maths", "Mo_1", 1)]}))

    [finding] = week.findings
    assert finding.code == "xhstt_duration_differs"
    assert finding.numbers == {"placed": 1, "duration": 2}


def test_duration_left_out_is_that_of_the_event() -> None:
    week = read_xhstt(archive([MATHS], {"s": [placed("maths", "Mo_1")]}))

    assert week.lessons[0].duration == 2


def test_preassigned_time_holds_without_a_placement() -> None:
    fixed = event("maths", 1, CLASS, TEACHER, time="Fr_4")

    week = read_xhstt(archive([fixed], {"s": []}))

    assert [(row.day, row.period) for row in week.lessons] == [(Day.FRI, 3)]
    assert week.findings == ()


def test_lesson_without_any_time_is_said_and_left_out() -> None:
    week = read_xhstt(archive([MATHS], {"s": [placed("maths")]}))

    assert week.lessons == ()
    assert codes(week) == ["xhstt_lesson_without_time", "xhstt_duration_differs"]


def test_lesson_that_would_run_into_the_next_day_is_left_out() -> None:
    """Two periods from the fourth of four; from the third they fit."""
    late = read_xhstt(archive([MATHS], {"s": [placed("maths", "Mo_4", 2)]}))
    last = read_xhstt(archive([MATHS], {"s": [placed("maths", "Mo_3", 2)]}))

    assert "xhstt_lesson_past_the_day" in codes(late)
    assert late.lessons == ()
    assert last.findings == ()


def test_solution_fills_the_roles_that_the_instance_leaves_open() -> None:
    open_role = event("maths", 1, CLASS, resource("Teacher"))
    filled = placed("maths", "Mo_1", 1, resource("Teacher", "T2"))

    week = read_xhstt(archive([open_role], {"s": [filled]}))

    assert week.lessons[0].teachers == ("T2",)
    assert week.findings == ()


def test_role_that_nobody_fills_is_said() -> None:
    open_role = event("maths", 1, CLASS, resource("Teacher"))

    week = read_xhstt(archive([open_role], {"s": [placed("maths", "Mo_1", 1)]}))

    assert codes(week) == ["xhstt_resource_missing"]
    assert week.lessons[0].teachers == ()


def test_unknown_events_and_resources_are_said() -> None:
    odd = event("maths", 1, CLASS, resource("Teacher", "nobody"))

    week = read_xhstt(
        archive([odd], {"s": [placed("maths", "Mo_1", 1), placed("physics", "Mo_2", 1)]})
    )

    assert Counter(codes(week)) == {"xhstt_unknown_reference": 2}


def test_solution_with_fewest_problems_is_chosen_and_named() -> None:
    """In `worse` the class has two lessons in one period: one clash."""
    other = event("crafts", 1, CLASS, resource("Teacher", "T2"))
    worse = [placed("maths", "Mo_1", 2), placed("crafts", "Mo_2", 1)]
    right = [placed("maths", "Mo_1", 2), placed("crafts", "Mo_3", 1)]

    week = read_xhstt(archive([MATHS, other], {"worse": worse, "right": right}))

    assert week.solution == "right"
    [finding] = week.findings
    assert (finding.code, finding.severity) == ("xhstt_solution_chosen", Severity.INFO)
    assert finding.numbers == {"solution": "right", "solutions": 2, "problems": 0}


def test_named_solution_is_read_with_its_clashes() -> None:
    other = event("crafts", 1, CLASS, resource("Teacher", "T2"))
    worse = [placed("maths", "Mo_1", 2), placed("crafts", "Mo_2", 1)]

    week = read_xhstt(archive([MATHS, other], {"worse": worse, "right": []}), solution="worse")

    [finding] = week.findings
    assert finding.code == "xhstt_clash"
    assert finding.subjects == ("class:5A",)
    assert finding.numbers == {"day": "mon", "period": 2, "lessons": 2}


def test_what_is_not_in_the_file_is_an_error() -> None:
    data = archive([MATHS], {"s": [placed("maths", "Mo_1")]})

    for week, code in (
        (read_xhstt(data, solution="t"), "xhstt_no_solution"),
        (read_xhstt(data, instance="j"), "xhstt_no_instance"),
        (read_xhstt(b"<a/>"), "xhstt_no_instance"),
        (read_xhstt(b"<a"), "xml_broken"),
    ):
        assert codes(week) == [code]
        assert week.findings[0].severity is Severity.ERROR
        assert week.lessons == ()


def test_judging_all_solutions_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two solutions of one event are two; a hostile file could make it a million million."""
    data = archive([MATHS], {"a": [placed("maths", "Mo_1")], "b": [placed("maths", "Mo_2")]})

    monkeypatch.setattr("scenarios.importers.xhstt.MOST_WORK", 2)
    within = read_xhstt(data)
    monkeypatch.setattr("scenarios.importers.xhstt.MOST_WORK", 1)
    beyond = read_xhstt(data)

    assert codes(within) == ["xhstt_solution_chosen"]
    assert codes(beyond) == ["xml_too_large"]
    assert beyond.lessons == ()


def test_days_with_strange_names_go_by_their_order_and_it_is_said() -> None:
    days = ("D1", "D2", "D3", "D4", "D5", "D6")

    week = read_xhstt(archive([MATHS], {"s": [placed("maths", "D2_1", 2)]}, days=days))

    assert week.lessons[0].day is Day.TUE
    # Four times of the sixth day have no weekday.
    assert Counter(codes(week)) == {
        "xhstt_too_many_days": 1,
        "xhstt_days_by_order": 1,
        "xhstt_time_without_day": 4,
    }


def test_periods_get_the_times_of_the_bells() -> None:
    """Two bells: the second period of the lesson is the second bell, a third has none."""
    long = event("crafts", 3, CLASS, TEACHER)
    week = read_xhstt(archive([long], {"s": [placed("crafts", "Mo_1", 3)]}))
    bells = (Interval(480, 525), Interval(540, 585))

    placed_lessons, findings = on_bells(week, bells)

    assert [row.interval for row in placed_lessons] == list(bells)
    [finding] = findings
    assert finding.code == "period_without_bell"
    assert finding.numbers == {"period": 3, "bells": 2}
