"""Comparisons: who gains, who pays, and how large a change is."""

from __future__ import annotations

from scenarios.scenario import Scenario
from solver.measure.compare import Comparison, compare
from solver.plan import Plan
from tests.support.build import group, need, plan, school, teacher, world


def base() -> tuple[Scenario, Plan]:
    """n1 of m1 is served, n2 of m2 is not."""
    scenario = world(
        need("n1", pupils=3, lessons_per_week=2),
        need("n2", school="s2", pupils=4),
        school("s2", municipality="m2"),
        teacher("t1"),
        teacher("t2"),
    )
    return scenario, plan(scenario, group("t1", ["mon 09:00", "wed 09:00"], "n1"))


def gains(comparison: Comparison) -> dict[str, tuple[float, float, float]]:
    return {
        gain.municipality: (gain.gained, gain.lost, gain.euros_year)
        for gain in comparison.sides[1].gains
    }


def test_who_gains_and_who_pays() -> None:
    """31 + 31 + 13 of teaching, and two adults at 21 €; then 31 + 13 and one adult for `m2`."""
    scenario, first = base()
    second = plan(scenario, group("t1", "mon 09:00", "n2"))

    comparison = compare([(scenario, first), (scenario, second)])

    assert comparison.sides[0].gains == ()
    assert gains(comparison) == {
        "m1": (0, 6, -38 * (75 + 42)),
        "m2": (4, 0, 38 * (44 + 21)),
    }


def test_a_need_with_more_pupils_gains_by_as_many() -> None:
    """And one that went to a school of another municipality is lost to the first."""
    scenario, first = base()
    larger = scenario.replace(
        needs=tuple(
            one.model_copy(update={"pupils": 5} if one.need == "n1" else {})
            for one in scenario.needs
        )
    )
    moved = scenario.replace(
        needs=tuple(
            one.model_copy(update={"school": "s2"} if one.need == "n1" else {})
            for one in scenario.needs
        )
    )
    same = group("t1", ["mon 09:00", "wed 09:00"], "n1")

    more = gains(compare([(scenario, first), (larger, plan(larger, same))]))
    elsewhere = gains(compare([(scenario, first), (moved, plan(moved, same))]))

    assert [more[name][:2] for name in ("m1", "m2")] == [(4, 0), (0, 0)]
    assert [elsewhere[name][:2] for name in ("m1", "m2")] == [(0, 6), (6, 0)]


def test_gains_are_what_is_served_more_and_shares_sum_to_the_bill() -> None:
    scenario, first = base()
    second = plan(scenario, group("t1", "mon 09:00", "n2"), group("t2", "tue 10:00", "n1"))

    one, other = compare([(scenario, first), (scenario, second)]).sides

    for gain in other.gains:
        name = gain.municipality
        served = [side.municipalities[name].pupil_lessons for side in (one, other)]
        assert gain.gained - gain.lost == served[1] - served[0]
    total = other.kpi_differences["euros_year.total"]
    assert sum(gain.euros_year for gain in other.gains) == total


def test_the_size_of_a_change_is_its_weight_in_continuity() -> None:
    """2.3 for dropped or appeared, 0.7 + 1.2 for teacher and time; n1 has 6 pupil-lessons."""
    scenario, first = base()
    moved = plan(scenario, group("t2", ["mon 10:00", "wed 09:00"], "n1"))
    swapped = plan(scenario, group("t1", "mon 09:00", "n2"))

    sizes = [
        {change.need: change.size for change in side.changes}
        for side in compare([(scenario, first), (scenario, moved), (scenario, swapped)]).sides
    ]

    assert sizes == [{}, {"n1": 6 * 190}, {"n1": 6 * 230, "n2": 4 * 230}]
