"""Reasons why a week does not exist, and columns that a reason forbids."""

from solver.candidates.candidates import candidates
from solver.columns.column import columns_of
from solver.columns.rows import Master
from solver.columns.weeks import Weeks
from solver.model.company import Company
from solver.search.effort import Effort
from solver.search.stop import Clock, Stop
from tests.support.build import need, subject, teacher, window, world


def effort() -> Effort:
    return Effort(Clock(20, deterministic=True), Stop(), 20, 1, 1)


def two_at_nine_and_one_at_noon() -> Weeks:
    when = {"n1": "mon 09:00-09:45", "n2": "mon 09:00-09:45", "n3": "mon 12:00-12:45"}
    scenario = world(
        [need(name, school=f"s{name}", pupils=2) for name in when],
        [window(name, time) for name, time in when.items()],
        subject("OR", max_pupils=9, grade_span=3),
        teacher("t1"),
    )
    return Weeks(candidates(scenario))


def test_the_reason_leaves_out_who_is_not_in_the_way() -> None:
    weeks = two_at_nine_and_one_at_noon()
    apart = [Company("t1", ("n1",)), Company("t1", ("n2",)), Company("t1", ("n3",))]
    assert weeks.exists(apart, effort()) is False
    assert set(weeks.reason(apart, effort())) == set(apart[:2])
    assert weeks.exists([Company("t1", ("n1", "n2")), apart[2]], effort()) is True


def test_members_with_fewer_lessons_are_not_a_reason_for_a_longer_company() -> None:
    """Two needs of one lesson without a common time fit into a group of two lessons a week."""
    when = {"n1": ("mon", "tue"), "n2": ("mon",), "n3": ("tue",)}
    scenario = world(
        need("n1", school="s1", lessons_per_week=2),
        [need(name, school=f"s{name}", lessons_per_week=1) for name in ("n2", "n3")],
        [window(name, f"{day} 09:00-09:45") for name, days in when.items() for day in days],
        subject("OR", max_pupils=9, grade_span=3),
        teacher("t1"),
    )
    given = candidates(scenario)
    weeks = Weeks(given)
    all_three, two = Company("t1", ("n1", "n2", "n3")), Company("t1", ("n2", "n3"))
    assert weeks.exists([all_three], effort()) is True
    assert weeks.exists([two], effort()) is False

    master = Master(given, columns_of(given, 100))
    held = {master.columns[index].company for index in master.holding(two)}
    assert all_three not in held


def test_a_company_meets_no_oftener_than_its_longest_member() -> None:
    """Three needs of one lesson on three days do not fit into a group of two lessons a week."""
    when = {"n1": ("mon", "tue", "wed"), "n2": ("mon",), "n3": ("tue",), "n4": ("wed",)}
    scenario = world(
        need("n1", school="s1", lessons_per_week=2),
        [need(name, school=f"s{name}", lessons_per_week=1) for name in ("n2", "n3", "n4")],
        [window(name, f"{day} 09:00-09:45") for name, days in when.items() for day in days],
        subject("OR", max_pupils=9, grade_span=3),
        teacher("t1"),
    )
    weeks = Weeks(candidates(scenario))
    assert weeks.exists([Company("t1", ("n1", "n2", "n3"))], effort()) is True
    assert weeks.exists([Company("t1", ("n1", "n2", "n3", "n4"))], effort()) is False


def test_a_company_holds_each_set_within_it() -> None:
    given = two_at_nine_and_one_at_noon().given
    master = Master(given, columns_of(given, 100))
    held = {master.columns[index].company.needs for index in master.holding(Company("t1", ("n1",)))}
    assert held == {("n1",), ("n1", "n2")}
