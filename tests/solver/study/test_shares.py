"""Shares of going together, on scenarios small enough to count by hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from random import Random

import pytest

from scenarios.rows import Row
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from solver.outcome import StageResult
from solver.plan import Plan
from solver.search.first_plans import nothing_served
from solver.study import shares as module
from solver.study.cases import Answer, Case, StudyError
from solver.study.coalitions import players_in, restricted, scenario_of
from solver.study.costing import prices
from solver.study.shares import shares
from solver.study.sharing import Key, KeyShares, SharesReport, SharesSettings
from solver.verify.report import verify
from tests.support.asking import answer, ask
from tests.support.build import (
    agreement,
    changed,
    need,
    qualification,
    school,
    teacher,
    with_rows,
    world,
)

WEEKS = 38


def three(*more: Row, employer: str = "m1") -> Scenario:
    """A municipality with a teacher, and two with a need each that may join."""
    return world(
        [need(f"n{k}", school=f"s{k}") for k in (1, 2, 3)],
        [school(f"s{k}", municipality=f"m{k}") for k in (1, 2, 3)],
        teacher("t1", municipality=employer),
        qualification("t1", "OR"),
        more,
    )


def key(report: SharesReport, name: Key) -> KeyShares:
    return next(one for one in report.keys if one.key is name)


def wholes(report: SharesReport, name: Key) -> list[int]:
    return [share.whole for share in key(report, name).shares]


def test_costs_and_shares_counted_by_hand() -> None:
    """A lesson is 31 €, hiring 13 €, each site 21 €; a pupil-lesson alone 47 € / 2."""
    report = shares(three(), SharesSettings(), ask)

    costs = {one.municipalities: one.value // (100 * WEEKS) for one in report.coalitions}
    assert report.unserved_cents == 2350
    assert costs == {
        ("m1",): 31 + 13 + 21,
        ("m2",): 47,
        ("m3",): 47,
        ("m1", "m2"): 31 + 13 + 2 * 21,
        ("m1", "m3"): 31 + 13 + 2 * 21,
        ("m2", "m3"): 2 * 47,
        ("m1", "m2", "m3"): 31 + 13 + 3 * 21,
    }
    assert wholes(report, Key.SHAPLEY) == [week * 100 * WEEKS for week in (39, 34, 34)]
    assert sum(wholes(report, Key.PUPIL)) == report.total == report.bill == 107 * 100 * WEEKS
    assert report.unproved == 0
    assert all(share.low == share.high == share.whole for share in report.keys[0].shares)
    assert [one.better_alone for one in report.keys] == [0] * len(report.keys)


def test_who_pays_more_than_alone_is_said() -> None:
    """At 5 € for an unserved pupil-lesson nobody gains by having a teacher."""
    report = shares(three(), SharesSettings(unserved_euros=Decimal(5)), ask)

    by_pupil = key(report, Key.PUPIL)
    share = by_pupil.shares[1].whole
    assert by_pupil.better_alone == 3
    assert by_pupil.most_gaining[0].municipalities == ("m2", "m3")
    assert by_pupil.most_gaining[0].gains == 2 * (share - 10 * 100 * WEEKS)


def test_what_stays_unserved_is_borne_by_whom_it_concerns_and_billed_to_nobody() -> None:
    nobody = three(need("n4", school="s3", subject="IS", pupils=1))
    report = shares(nobody, SharesSettings(unserved_euros=Decimal(40)), ask)

    for one in report.keys:
        assert [share.own for share in one.shares] == [0, 0, 40 * 100 * WEEKS]
        assert sum(share.pays for share in one.shares) == report.bill
        assert sum(share.whole for share in one.shares) == report.total
    assert report.total - report.bill == 40 * 100 * WEEKS


def test_who_only_sells_is_in_every_coalition_and_pays_nothing() -> None:
    base = three(employer="m9")

    assert players_in(base) == ("m1", "m2", "m3")
    alone = scenario_of(base, frozenset(["m2"]))
    assert [row.municipality for row in alone.municipalities] == ["m2", "m9"]
    assert alone.teachers == base.teachers
    report = shares(base, SharesSettings(), ask)
    assert [share.municipality for share in report.keys[0].shares] == ["m1", "m2", "m3"]


def test_without_their_agreements_two_do_not_sell_to_each_other() -> None:
    """No row at all would mean everybody with everybody."""
    base = with_rows(three(), agreement("m2", "m3"))
    pair = scenario_of(base, frozenset(["m1", "m2"]))

    (answer,) = ask([Case("pair", pair)]).values()
    assert answer.plan.unserved == ("n2",)


def test_a_scenario_without_prices_is_asked_for_one() -> None:
    free = changed(three(), "t1", lesson_cost=0, overtime_cost=0)

    with pytest.raises(StudyError) as caught:
        prices(free, None)
    assert [one.code for one in caught.value.findings] == ["study_price_needed"]
    assert prices(free, Decimal("3.5")).duty == 350


def test_one_alone_bears_everything_and_nobody_is_refused() -> None:
    report = shares(world(need("n1"), need("n2", school="s2")), SharesSettings(), ask)

    assert [wholes(report, one.key) for one in report.keys] == [[report.total]] * 5
    with pytest.raises(StudyError) as caught:
        shares(world(teacher("t1")), SharesSettings(), ask)
    assert [one.code for one in caught.value.findings] == ["study_nobody_shares"]


def test_what_is_left_of_a_plan_speaks_of_the_new_scenario() -> None:
    base = three()
    (whole,) = ask([Case("all", scenario_of(base, frozenset(players_in(base))))]).values()
    pair = scenario_of(base, frozenset(["m1", "m3"]))

    left = restricted(pair, whole.plan)

    assert verify(pair, left) == ()
    assert left.unserved == ()


def test_above_the_limit_orders_are_drawn_and_the_error_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact = shares(three(), SharesSettings(), ask)
    monkeypatch.setattr(module, "MOST_LISTED", 2)
    drawn = shares(three(), SharesSettings(orders=60), ask)

    assert drawn.sample is not None
    assert (drawn.sample.orders, drawn.sample.of) == (60, 7)
    assert drawn.sample.orders_to_halve == 180
    assert [one.key for one in drawn.keys] == [key for key in Key if key is not Key.NUCLEOLUS]
    assert sum(wholes(drawn, Key.SHAPLEY)) == drawn.total
    for share, right in zip(drawn.keys[0].shares, exact.keys[0].shares, strict=True):
        assert share.error is not None
        assert 0 < abs(share.whole - right.whole) <= 4 * share.error


def test_every_cost_in_its_gap_leaves_the_shapley_value_in_its_range() -> None:
    """The range is that of the worst costs, so no draw leaves it, and some come near."""
    costs = {
        one: module.Cost(value, value - gap, value, 0, proved=False)
        for one, value, gap in (
            (frozenset("a"), 60, 9),
            (frozenset("b"), 50, 0),
            (frozenset("c"), 40, 6),
            (frozenset("ab"), 90, 12),
            (frozenset("ac"), 80, 3),
            (frozenset("bc"), 70, 15),
            (frozenset("abc"), 100, 60),
        )
    }
    found = module.ranges(("a", "b", "c"), costs)
    rng = Random(1)
    seen = {player: set[int]() for player in "abc"}
    for _ in range(200):
        game = {
            one: cost.value if len(one) == 3 else rng.choice([cost.value, cost.bound])
            for one, cost in costs.items()
        }
        for player, share in module.shapley(game).items():
            seen[player].add(round(share))

    assert found == {player: (min(values), max(values)) for player, values in seen.items()}


def idle(case: Case, served: Plan | None = None) -> Answer:
    """An answer that serves nobody, or as this plan does, and proves nothing."""
    plan = served or nothing_served(case.scenario)
    values = stage_values(case.scenario, plan)
    return Answer(
        case=case.name,
        plan=plan,
        stages=tuple(
            StageResult(
                name=stage,
                unit="",
                value=values[stage],
                bound=0,
                gap=None,
                optimal=False,
                final=values[stage],
                seconds=0,
            )
            for stage in case.scenario.settings.priorities
        ),
    )


def test_a_coalition_worse_off_than_its_halves_is_tried_again_from_their_plans() -> None:
    base = three(teacher("t2", municipality="m2"), qualification("t2", "OR"))
    asked: list[Case] = []

    def lazy(cases: Sequence[Case]) -> dict[str, Answer]:
        """The pair is answered badly at first."""
        names = [case.name for case in asked]
        asked.extend(cases)
        return {
            case.name: idle(case) if case.name == "m1+m2" not in names else answer(case)
            for case in cases
        }

    report = shares(base, SharesSettings(), lazy)

    first, again = (case for case in asked if case.name == "m1+m2")
    assert again.start is not None
    assert len(again.start.groups) == 2
    assert verify(again.scenario, again.start) == ()
    pair = next(one for one in report.coalitions if one.municipalities == ("m1", "m2"))
    assert (pair.unserved, pair.proved) == (0, True)
    assert first.start is not None


def test_an_answer_is_only_ever_replaced_by_a_better_one() -> None:
    """The second answer of the pair serves nobody, the first one served half of them."""
    base = three(teacher("t2", municipality="m2"), qualification("t2", "OR"))
    halves = frozenset(["m1"]), frozenset(["m2"])
    asked: list[Case] = []

    def weary(cases: Sequence[Case]) -> dict[str, Answer]:
        names = [case.name for case in asked]
        asked.extend(cases)
        found = {case.name: answer(case) for case in cases}
        for case in cases:
            if case.name == "m1+m2":
                half = answer(Case("m1", scenario_of(base, halves[0])))
                served = restricted(case.scenario, half.plan)
                found[case.name] = idle(case, None if case.name in names else served)
        return found

    report = shares(base, SharesSettings(), weary)

    assert [case.name for case in asked].count("m1+m2") == 2
    pair = next(one for one in report.coalitions if one.municipalities == ("m1", "m2"))
    # Two pupils of one lesson, in halves.
    assert pair.unserved == 4
