"""Hiring advice: what is said of a post is so when all plans with and without it are listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from scenarios.checks import check
from scenarios.findings import has_errors
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.study.asked import gain, with_plan
from solver.study.cases import Answer, Case
from solver.study.ceilings import Ceiling, Ceilings
from solver.study.editing import aiming, edited
from solver.study.hires import Difference, Hire, HiringSettings
from solver.study.hiring import STAGES, hiring
from solver.study.vacancies import Reason, VacancySettings, vacancies
from solver.verify.report import verify
from tests.support.asking import Asked
from tests.support.build import (
    need,
    pin,
    plan,
    qualification,
    subject,
    teacher,
    world,
)
from tests.support.oracle import TooManyPlansError, optimum
from tests.support.strategies import tiny

ONE_BAND = {"grades": ((1, 9),), "second_cases": 0}


def short() -> Scenario:
    """The only teacher has one lesson for two duties and a promise."""
    return world(
        need("n1", priority="statutory", pupils=3),
        need("n2", priority="statutory", school="s2", grade_from=8, pupils=2),
        need("n3", school="s3", subject="DE", pupils=4),
        teacher("t1", school="s1", max_lessons=1),
        qualification("t1", "OR"),
        subject("OR"),
        subject("DE", category="language", min_pupils=1),
    )


def by_subject(hires: tuple[Hire, ...]) -> dict[str, Hire]:
    return {hire.vacancy.subject: hire for hire in hires}


def test_the_duty_comes_before_the_promise_with_more_pupils() -> None:
    report = hiring(short(), HiringSettings(**ONE_BAND, lessons=(2,), lesson_cost=50), Asked())
    religion, german = report.hires

    assert report.now[StageId.STATUTORY] == 4
    assert (religion.vacancy.subject, german.vacancy.subject) == ("OR", "DE")
    assert religion.statutory == Difference(found=4, at_least=4, at_most=4)
    assert religion.gained == religion.taught == ("n2",)
    assert german.statutory == Difference(found=0, at_least=0, at_most=0)
    assert german.coverage == Difference(found=8, at_least=8, at_most=8)
    # A lesson of 50 € and 21 € of supervision.
    assert german.cost == Difference(found=-7100, at_least=-7100, at_most=-7100)
    assert german.bill == 7100
    assert german.year == -71 * 38
    assert german.half_lessons == 2
    assert religion.reasons == german.reasons == (Reason.UNSERVED,)


def test_every_plan_shown_is_sound_with_the_post_in_the_scenario() -> None:
    base = short()
    report = hiring(base, HiringSettings(grades=((1, 9),)), Asked())

    assert verify(base, report.plan) == ()
    assert report.second
    for hire in (*report.hires, *report.second):
        assert hire.plan is not None
        assert verify(edited(base, hire.edits), hire.plan) == ()


@pytest.mark.parametrize("first", [4000, 4005])
def test_what_is_proved_is_so_when_all_plans_are_listed(first: int) -> None:
    gaining = 0
    for seed in range(first, first + 5):
        scenario = edited(tiny(seed), (aiming(*STAGES),))
        if has_errors(check(scenario)) or any(one.kind == "locked" for one in scenario.pins):
            continue
        try:
            gaining += _as_listed(scenario)
        except TooManyPlansError:
            continue
    assert gaining > 0


def _as_listed(scenario: Scenario) -> int:
    without = optimum(scenario, limit=700).values
    settings = HiringSettings(lessons=(Decimal(2),), second_cases=0, hire_cost=3)
    report = hiring(scenario, settings, Asked())
    for hire in report.hires:
        having = optimum(edited(scenario, hire.vacancy.edits(scenario, "hire")), limit=700).values
        said = (hire.statutory, hire.coverage, hire.cost)
        same = True
        for stage, difference in zip(STAGES, said, strict=True):
            true = without[stage] - having[stage]
            assert hire.plan is None or difference.proved
            assert difference.found in (None, true)
            assert not same or difference.at_most is None or true <= difference.at_most
            same = same and not true
    return sum(hire.rank < (0, 0, 0, 0) for hire in report.hires)


def test_a_narrower_post_is_settled_by_a_wider_one() -> None:
    ask = Asked()
    report = hiring(short(), HiringSettings(lessons=(2, 4), subjects=("OR",), second_cases=0), ask)
    cases = [case.name for case in ask.cases]

    # Grades 1-9, 1-6 and 7-9 are 3-8, 3 and 8 here; each with two lessons or four.
    assert len(report.hires) == 6
    assert cases[:2] == ["hiring now", "hiring first OR fi 3-8 4 m1"]
    assert len(cases) == report.cases < 7
    served = [hire for hire in report.hires if hire.plan is not None]
    assert len(served) == 6
    assert {hire.case for hire in served} <= set(cases)
    assert all(hire.statutory.found == 4 for hire in served)


def test_where_nothing_is_wanting_few_posts_are_solved() -> None:
    """Nobody is unserved, and the hours of all are paid for."""
    scenario = world(
        need("n1", priority="statutory"),
        teacher("t1", school="s1", contract_lessons=4, lesson_cost=0, hire_cost=0),
    )
    ask = Asked()
    report = hiring(scenario, HiringSettings(lessons=(1, 2, 3)), ask)

    assert len(ask.cases) == 2
    assert [hire.hopeless for hire in report.hires] == [True] * 3
    assert all(hire.cost.proved and hire.cost.found == 0 for hire in report.hires)
    assert [hire.plan is None for hire in report.hires] == [False, True, True]
    assert report.first == ""
    assert report.second == ()


def test_a_post_that_was_not_solved_has_its_ceilings() -> None:
    report = hiring(short(), HiringSettings(**ONE_BAND, cases=1), Asked())
    german = by_subject(report.hires)["DE"]

    assert german.plan is None
    assert german.statutory == Difference(found=None, at_least=None, at_most=0)
    assert german.coverage == Difference(found=None, at_least=None, at_most=8)
    assert german.cost.at_most is None
    assert not german.hopeless


def test_the_second_hire_is_judged_beside_the_first() -> None:
    report = hiring(short(), HiringSettings(grades=((1, 9),)), Asked())

    assert report.first.startswith("OR")
    assert [hire.vacancy.subject for hire in report.second] == ["DE", "OR"]
    assert report.second[0].coverage.found == 8
    assert report.second[1].statutory.found == 0


def test_reasons_are_read_off_the_plan() -> None:
    scenario = world(
        need("n1"),
        need("n2", school="s2", subject="IS", grade_from=9),
        teacher("t1", contract_lessons=0, lesson_cost=40, overtime_cost=60),
        qualification("t1", "OR", qualified=False),
        qualification("t1", "IS"),
        allow_unqualified=True,
    )
    report = hiring(scenario, HiringSettings(**ONE_BAND, lesson_cost=70), Asked())
    found = {hire.vacancy.subject: hire.reasons for hire in report.hires}
    cheap = hiring(scenario, HiringSettings(**ONE_BAND, lesson_cost=50), Asked())

    assert found == {"OR": (Reason.UNQUALIFIED, Reason.OVERTIME), "IS": (Reason.OVERTIME,)}
    assert all(Reason.DEAR in hire.reasons for hire in cheap.hires)


def test_nothing_is_proved_behind_a_stage_that_is_not() -> None:
    ask = Asked()
    hiring(short(), HiringSettings(**ONE_BAND, cases=1), ask)
    answers = ask(ask.cases[:1])
    (one,) = answers.values()
    unsure = one.model_copy(
        update={
            "stages": tuple(
                stage.model_copy(update={"bound": 0, "optimal": False}) for stage in one.stages
            )
        }
    )

    assert gain(unsure, one, StageId.STATUTORY) == Difference(found=0, at_least=-4, at_most=0)
    assert gain(unsure, one, StageId.COST) == Difference(found=0, at_least=None, at_most=None)


def test_a_ceiling_is_inherited_while_earlier_stages_are_equal() -> None:
    def most(*amounts: int | None) -> tuple[Difference, ...]:
        return tuple(Difference(found=None, at_least=None, at_most=one) for one in amounts)

    own = Ceiling(5, None, None)

    assert own.under(most(0, 0, 7)) == (0, 0, 7)
    assert own.under(most(3, 4, 7)) == (3, None, None)
    assert own.under(most(None, 0, 0)) == (5, None, None)


class Lazy(Asked):
    """Finds nothing, and proves nothing, in the cases whose names begin so."""

    def __init__(self, *names: str) -> None:
        super().__init__()
        self._names = names

    def __call__(self, cases: Sequence[Case]) -> Mapping[str, Answer]:
        answers = super().__call__(cases)
        poor = [case for case in cases if case.name.startswith(self._names)]
        return {**answers, **{case.name: _empty(case, answers[case.name]) for case in poor}}


def _empty(case: Case, answer: Answer) -> Answer:
    nothing = with_plan(answer, case.scenario, plan(case.scenario))
    unproved = {"bound": 0, "optimal": False}
    stages = tuple(stage.model_copy(update=unproved) for stage in nothing.stages)
    return nothing.model_copy(update={"stages": stages})


def enough() -> Scenario:
    """The teacher has time for all, and a post costs more."""
    return world(
        need("n1", priority="statutory"),
        need("n2", school="s2"),
        teacher("t1", contract_lessons=4),
    )


@pytest.mark.parametrize("poor", [("hiring now",), ("hiring first",), ("hiring now", "hiring f")])
def test_luck_of_the_search_is_not_put_down_to_the_post(poor: tuple[str, ...]) -> None:
    settings = HiringSettings(lessons=(2, 4), second_cases=0)
    report = hiring(enough(), settings, Lazy(*poor))

    for hire in report.hires:
        assert (hire.statutory.found, hire.coverage.found, hire.cost.found) == (0, 0, 0)
        assert hire.gained == hire.lost == ()
        assert not hire.cost.proved
    if len(poor) == 1:
        assert report.now[StageId.STATUTORY] == 0
        assert report.plan.unserved == ()


def test_a_wider_post_is_as_good_as_the_narrower_ones() -> None:
    settings = HiringSettings(lessons=(2, 4), subjects=("OR",), second_cases=0)
    report = hiring(short(), settings, Lazy("hiring first OR fi 3-8 4"))

    assert [hire.statutory.found for hire in report.hires] == [4] * len(report.hires)


def test_where_a_need_is_locked_taking_groups_out_proves_nothing() -> None:
    base = short()
    (german,) = vacancies(base, VacancySettings(subjects=("DE",)))
    most = {}
    for name, pins in (("free", ()), ("locked", (pin("n1", kind="locked", teacher="t1"),))):
        frame = edited(base.replace(pins=pins), (aiming(*STAGES),))
        (before,) = Asked()([Case(name, frame)]).values()
        most[name] = Ceilings(frame, before).of(german).statutory

    assert most == {"free": 0, "locked": 4}
