"""Posts are thought of from what the scenario needs, at what is usual in it."""

from __future__ import annotations

from scenarios.scenario import Scenario
from solver.study.hires import HiringSettings
from solver.study.hiring import hiring
from solver.study.vacancies import VacancySettings, alike, vacancies
from tests.support.asking import Asked
from tests.support.build import (
    agreement,
    municipality,
    need,
    qualification,
    school,
    subject,
    teacher,
    world,
)

SETTINGS = HiringSettings(grades=((1, 9),), lessons=(2,), second_cases=0)


def test_a_post_is_as_usual_in_its_subject() -> None:
    scenario = world(
        need("n1"),
        teacher("t1", max_lessons=4, overtime_cost=60),
        teacher("t2", max_lessons=9, overtime_cost=80),
        teacher("t3", max_lessons=6, overtime_cost=70),
        teacher("t4", max_lessons=1, overtime_cost=99),
        qualification("t4", "IS"),
        subject("IS"),
        *(qualification(f"t{k}", "OR") for k in (1, 2, 3)),
    )
    (post,) = vacancies(scenario, VacancySettings())

    assert (post.lessons, post.lesson_cost) == (6, 70)
    assert post.rows("new")[0].contract_lessons == 0


def test_employers_with_the_same_buyers_are_one() -> None:
    frame = world(
        need("n1"),
        need("n2", school="s2"),
        need("n3", school="s3"),
        school("s2", municipality="m2"),
        school("s3", municipality="m3"),
        municipality("m1"),
        municipality("m2"),
        municipality("m3"),
    )
    both = frame.replace(agreements=(agreement("m1", "m2"), agreement("m2", "m1")))
    capped = (agreement("m1", "m2", max_lessons=3), agreement("m2", "m1"))
    limited = frame.replace(agreements=capped)

    assert alike(frame, ()) == [("m1", "m2", "m3")]
    assert alike(both, ()) == [("m1", "m2"), ("m3",)]
    assert alike(limited, ()) == [("m1",), ("m2",), ("m3",)]
    assert alike(both, ("m2",)) == [("m2",)]


def test_a_post_needs_somebody_to_teach() -> None:
    frame = world(need("n1", lessons_per_week=3), teacher("t1"))

    assert vacancies(frame, VacancySettings(lessons=(2,))) == ()
    assert vacancies(frame, VacancySettings(grades=((7, 9),))) == ()
    assert len(vacancies(frame, VacancySettings(by_level=True))) == 1


def far_apart(**cells: object) -> Scenario:
    """Each of three municipalities buys of the other two, at most so many lessons."""
    names = ("m1", "m2", "m3")
    return world(
        need("n1", priority="statutory"),
        need("n2", school="s2", priority="statutory", grade_from=5),
        need("n3", school="s3", priority="statutory", grade_from=7),
        *(school(f"s{k}", municipality=f"m{k}") for k in (1, 2, 3)),
        *(agreement(one, two, **cells) for one in names for two in names if one != two),
        teacher("t1", max_lessons=1),
        subject("OR", grade_span=0),
    )


def test_one_post_for_anywhere_settles_those_of_all_employers() -> None:
    ask = Asked()
    report = hiring(far_apart(max_lessons=3), SETTINGS, ask)

    assert [case.name for case in ask.cases] == ["hiring now", "hiring first OR fi 3-7 2 anywhere"]
    assert [hire.vacancy.employers for hire in report.hires] == [("m1",), ("m2",), ("m3",)]
    assert [hire.statutory.found for hire in report.hires] == [8, 8, 8]
    assert all(hire.statutory.proved and hire.cost.proved for hire in report.hires)


def test_who_may_sell_less_is_solved_apart() -> None:
    ask = Asked()
    report = hiring(far_apart(max_lessons=0), SETTINGS, ask)

    # Before, the teacher serves one duty at home; each post serves one at its own home.
    found = {hire.vacancy.employers: hire.statutory.found for hire in report.hires}
    assert found == {("m1",): 0, ("m2",): 4, ("m3",): 4}
    assert all(hire.statutory.proved for hire in report.hires)
