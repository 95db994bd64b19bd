"""Each world has one planted cause; the reason named is that one and its numbers are its own."""

from __future__ import annotations

from scenarios.findings import Finding, Severity
from scenarios.scenario import Scenario
from solver.explain.shortage import reasons
from solver.verify.report import verify
from tests.support.build import (
    Taught,
    agreement,
    available,
    capacity,
    group,
    need,
    pin,
    plan,
    qualification,
    school,
    subject,
    teacher,
    window,
    world,
)


def reason(scenario: Scenario, *groups: Taught, of: str = "n1") -> Finding:
    """Reason of one need in the plan of these groups, which must be a good plan."""
    answer = plan(scenario, *groups)
    assert verify(scenario, answer) == ()
    return reasons(scenario, answer)[of]


def test_a_served_need_has_no_reason() -> None:
    tiny = world(need("n1"), need("n2", school="s2"))

    found = reasons(tiny, plan(tiny, group("t1", "mon 09:00", "n1", "n2")))

    assert found == {}


def test_nobody_qualified() -> None:
    tiny = world(need("n1", grade_from=7, grade_to=8), teacher("t1"), qualification(grade_to=7))

    found = reason(tiny)

    assert found.code == "no_qualified_teacher"
    assert found.numbers == {"course": "OR", "grades": "7–8", "language": "fi"}
    assert found.subjects == ("need:n1",)


def test_nobody_teaches_in_the_language() -> None:
    tiny = world(need("n1"), school("s1", language="sv"), teacher("t1", languages="fi"))

    assert reason(tiny).code == "no_qualified_teacher"


def test_nobody_may_sell() -> None:
    """Two could teach it; the only agreement is of another buyer."""
    employers = [teacher(name, municipality="m2") for name in ("t1", "t2")]
    tiny = world(need("n1"), employers, need("n3", school="s3"), school("s3", municipality="m3"))
    tiny = tiny.replace(agreements=[agreement("m3", "m2")])

    found = reason(tiny)

    assert found.code == "no_permitted_teacher"
    assert found.subjects == ("need:n1", "municipality:m1")
    assert found.numbers == {"teachers": 2}


def test_pupils_have_too_few_days_whoever_teaches() -> None:
    tiny = world(need("n1", lessons_per_week=2), window("n1", "mon 09:00-09:45"))

    found = reason(tiny)

    # One weekday has a window, two lessons need two.
    assert (found.code, found.numbers) == ("no_window", {"days": 1, "wanted": 2})


def test_closest_teacher_is_named_when_no_days_are_common() -> None:
    """The windows are wide; t2 has two of the three days, t1 only one."""
    tiny = world(
        need("n1", lessons_per_week=3),
        teacher("t1"),
        teacher("t2"),
        available("t1", "mon 08:00-16:00"),
        available("t2", "mon 08:00-16:00", "fri 08:00-16:00"),
    )

    found = reason(tiny)

    assert found.code == "no_common_window"
    assert found.numbers == {"teacher": "t2", "days": 2, "wanted": 3}


def test_a_day_of_one_half_does_not_carry_a_lesson_of_every_week() -> None:
    tiny = world(need("n1"), teacher("t1"), available("t1", "mon 09:00-09:45", half="A"))

    found = reason(tiny)

    assert (found.code, found.numbers["days"]) == ("no_common_window", 0)


def test_half_a_lesson_is_content_with_a_day_of_one_half() -> None:
    tiny = world(
        need("n1", lessons_per_week=0.5),
        teacher("t1"),
        available("t1", "mon 09:00-09:45", half="A"),
    )

    assert reason(tiny).code == "would_still_fit"


def test_pins_contradict_the_teachers() -> None:
    tiny = world(need("n1"), teacher("t1"), teacher("t2"), qualification("t1"))
    tiny = tiny.replace(
        qualifications=[qualification("t1"), qualification("t2", grade_from=9)],
        pins=[pin("n1", teacher="t2")],
    )

    assert reason(tiny).code == "pins_leave_no_choice"


def test_school_without_an_adult_cannot_receive() -> None:
    tiny = world(need("n1"), school("s1", supervisors=0))

    found = reason(tiny)

    assert found.code == "school_cannot_receive"
    assert found.numbers == {"teacher": "t1", "days": 0, "wanted": 1}


def test_teacher_in_the_house_needs_no_adult() -> None:
    tiny = world(need("n1"), school("s1", supervisors=0), teacher("t1", school="s1"))

    assert reason(tiny).code == "would_still_fit"


def test_rooms_gone_for_the_only_minutes() -> None:
    """The school has a room, but not for the last minute of the only window."""
    tiny = world(
        need("n1"),
        window("n1", "mon 09:00-09:45"),
        capacity("s1", "mon 09:44-10:00", remote_rooms=0),
    )

    assert reason(tiny).code == "school_cannot_receive"


def test_too_few_pupils_with_everybody_together() -> None:
    """Needs 5; the two alike needs have 2 + 2, the third is three grades away."""
    tiny = world(
        subject("A2", category="language", min_pupils=5),
        need("n1", subject="A2"),
        need("n2", subject="A2", school="s2"),
        need("n3", subject="A2", school="s3", grade_from=6),
    )

    found = reason(tiny)

    assert found.code == "too_few_pupils"
    assert found.numbers == {"pupils": 2, "together": 4, "least": 5}


def test_partners_at_other_times_do_not_count() -> None:
    """Together they would be 4, but one is free on Monday and the other on Tuesday."""
    tiny = world(
        subject("A2", category="language", min_pupils=4),
        need("n1", subject="A2"),
        need("n2", subject="A2", school="s2"),
        window("n1", "mon 09:00-09:45"),
        window("n2", "tue 09:00-09:45"),
    )

    found = reason(tiny)

    assert found.code == "too_few_pupils"
    assert found.numbers == {"pupils": 2, "together": 2, "least": 4}


def test_a_statutory_partner_lifts_the_least_number() -> None:
    tiny = world(
        subject("A2", category="language", min_pupils=7),
        need("n1", subject="A2"),
        need("n2", subject="A2", school="s2", priority="statutory"),
    )

    assert reason(tiny).code == "no_partner_found"


def test_hours_of_every_teacher_used_up() -> None:
    """t1 has 2 lessons a week and gives one of them; n1 wants two."""
    tiny = world(
        need("n1", lessons_per_week=2),
        need("n2", school="s2", subject="IS"),
        teacher("t1", max_lessons=2),
    )

    found = reason(tiny, group("t1", "mon 09:00", "n2"))

    assert found.code == "no_hours_left"
    assert found.numbers == {"teacher": "t1", "left": 1, "wanted": 2}


def test_agreement_used_up() -> None:
    tiny = world(
        need("n1"),
        need("n2", school="s2", subject="IS"),
        teacher("t1", municipality="m2"),
        agreement("m1", "m2", max_lessons=1),
    )

    found = reason(tiny, group("t1", "mon 09:00", "n2"))

    assert found.code == "agreement_used_up"
    assert found.subjects == ("need:n1", "municipality:m1")


def test_teacher_who_comes_only_for_more_hours() -> None:
    tiny = world(need("n1"), teacher("t1", min_lessons=3))

    found = reason(tiny)

    assert found.code == "teacher_minimum_not_reached"
    assert found.numbers == {"teacher": "t1", "least": 3}


def test_another_group_has_the_teacher_at_the_only_time() -> None:
    tiny = world(
        need("n1"),
        need("n2", school="s2", subject="IS"),
        teacher("t1"),
        available("t1", "mon 09:00-09:45"),
    )

    found = reason(tiny, group("t1", "mon 09:00", "n2"))

    assert found.code == "other_needs_took_the_places"
    assert found.numbers == {"teacher": "t1", "days": 0, "wanted": 1}


def test_another_group_has_the_pupils_at_the_only_time() -> None:
    tiny = world(
        need("n1", shares_pupils_with="n2"),
        need("n2", school="s2", subject="IS"),
        window("n1", "mon 09:00-09:45"),
        teacher("t1"),
        teacher("t2"),
    )

    assert reason(tiny, group("t2", "mon 09:00", "n2")).code == "other_needs_took_the_places"


def test_another_group_has_the_room_at_the_only_time() -> None:
    tiny = world(
        need("n1"),
        need("n2", subject="IS", shares_pupils_with="none"),
        window("n1", "mon 09:00-09:45"),
        teacher("t1"),
        teacher("t2"),
    )

    found = reason(tiny, group("t2", "mon 09:00", "n2"))

    assert found.code == "no_room_left"
    assert found.numbers["teacher"] == "t1"


def test_optional_need_is_not_worth_its_price() -> None:
    """31 € lesson + 13 € hiring + 21 € adult = 65 €; worth 2 pupils × 1 lesson × 32 € = 64 €."""
    tiny = world(need("n1", priority="optional"), worth_optional="32")

    found = reason(tiny)

    assert found.code == "not_worth_its_price"
    assert found.numbers == {"teacher": "t1", "price": 65, "worth": 64}
    assert found.severity is Severity.INFO


def test_optional_need_worth_its_price_may_be_left_out_within_the_slack() -> None:
    """65 € as above; worth 2 × 1 × 32.50 € = 65 €, not less than the price."""
    tiny = world(need("n1", priority="optional"), worth_optional="32.5")

    assert reason(tiny).code == "within_slack"


def test_optional_need_worth_far_more_was_left_out_without_need() -> None:
    """2 × 1 × 70 € = 140 € instead of 65 €: more than 2 % could be saved."""
    tiny = world(need("n1", priority="optional"), worth_optional="70")
    assert reason(tiny).code == "would_still_fit"


def test_joining_a_group_is_cheaper_than_opening_one() -> None:
    """The group of t1 is paid for already, so only the 21 € adult of s1 is added."""
    tiny = world(need("n1"), need("n2", school="s2"), teacher("t1"), teacher("t2"))

    found = reason(tiny, group("t1", "mon 09:00", "n2"))

    assert found.code == "would_still_fit"
    assert found.numbers == {"teacher": "t1", "price": 21}
