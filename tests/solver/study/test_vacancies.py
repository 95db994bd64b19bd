"""Posts are thought of from what the scenario needs, at what is usual in it."""

from __future__ import annotations

from solver.study.vacancies import VacancySettings, alike, vacancies
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
