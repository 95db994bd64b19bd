"""Who could take the lessons of an absent teacher, and who takes which of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from random import Random

import pytest

from scenarios.scenario import Scenario
from solver.change.absence import Absence, LostLesson, lost_lessons
from solver.change.cover import Cover, cover
from solver.plan import Plan
from tests.support.build import (
    agreement,
    available,
    group,
    holiday,
    municipality,
    need,
    plan,
    qualification,
    school,
    subject,
    teacher,
    world,
)

MONDAY, FRIDAY = date(2026, 9, 7), date(2026, 9, 11)
YEAR = {"first_day": "2026-08-10", "last_day": "2027-06-05"}


def away(first: date = MONDAY, last: date = FRIDAY) -> Absence:
    return Absence(teacher="t1", first=first, last=last)


def scenario(*more: object) -> Scenario:
    return world(
        need("n1"),
        need("n2", school="s2"),
        teacher("t1"),
        teacher("t2", lesson_cost=40, overtime_cost=40),
        teacher("t3", lesson_cost=30, overtime_cost=30),
        *more,  # type: ignore[arg-type]
        **YEAR,
    )


def names(lesson: LostLesson) -> list[str]:
    return [one.teacher for one in lesson.substitutes]


def test_lessons_of_each_week_and_half_are_lost() -> None:
    world_ = scenario()
    made = plan(world_, group("t1", "mon 09:00", "n1"), group("t1", "tue 09:00 A", "n2"))
    lost = lost_lessons(world_, made, away(MONDAY, date(2026, 9, 18)))

    # 7 September 2026 begins ISO week 37, which is odd: a week A.
    assert [(lesson.day.day, lesson.group) for lesson in lost] == [(7, "g1"), (8, "g2"), (14, "g1")]


def test_the_cheaper_comes_first_and_who_is_busy_not_at_all() -> None:
    world_ = scenario()
    free = plan(world_, group("t1", "mon 09:00", "n1"))
    busy = plan(world_, group("t1", "mon 09:00", "n1"), group("t3", "mon 09:00", "n2"))

    assert names(lost_lessons(world_, free, away())[0]) == ["t3", "t2"]
    assert names(lost_lessons(world_, busy, away())[0]) == ["t2"]


@pytest.mark.parametrize(
    "why",
    [
        teacher("t3", languages="sv"),
        teacher("t3", max_lessons_day=0),
        teacher("t3", max_lessons=0),
        available("t3", "tue 08:00-16:00"),
        qualification("t3", "OR", grade_from=7),
        teacher("t3", municipality="m3"),
    ],
    ids=["language", "day full", "week full", "not there", "grades", "no agreement"],
)
def test_who_cannot_is_not_listed(why: object) -> None:
    world_ = scenario(why, agreement("m1", "m2"))
    made = plan(world_, group("t1", "mon 09:00", "n1"))

    assert names(lost_lessons(world_, made, away())[0]) == ["t2"]


def test_who_knows_the_pupils_school_comes_before_who_is_cheaper() -> None:
    world_ = scenario(need("n3", shares_pupils_with="none"))
    made = plan(world_, group("t1", "mon 09:00", "n1"), group("t2", "tue 09:00", "n3"))

    assert names(lost_lessons(world_, made, away())[0]) == ["t2", "t3"]


def test_unqualified_substitutes_come_last_and_only_if_allowed() -> None:
    rows = qualification("t3", "OR", qualified=False)
    made = group("t1", "mon 09:00", "n1")
    refused = scenario(rows)
    allowed = refused.replace(
        settings={**refused.settings.model_dump(mode="json"), "allow_unqualified": True}
    )

    assert names(lost_lessons(refused, plan(refused, made), away())[0]) == ["t2"]
    assert names(lost_lessons(allowed, plan(allowed, made), away())[0]) == ["t2", "t3"]


def test_a_holiday_of_everybody_in_the_group_has_no_lesson() -> None:
    world_ = scenario(school("s2", municipality="m2"), holiday("m1", "2026-09-07", "2026-09-09"))
    made = plan(
        world_, group("t1", ["mon 09:00", "wed 09:00"], "n2"), group("t1", "tue 09:00", "n1")
    )

    assert [lesson.day.day for lesson in lost_lessons(world_, made, away())] == [7, 9]


def test_an_unknown_teacher_is_an_error() -> None:
    world_ = scenario()
    with pytest.raises(LookupError, match="t9"):
        lost_lessons(world_, plan(world_), Absence(teacher="t9", first=MONDAY, last=FRIDAY))


def covered(world_: Scenario, made: Plan) -> Cover:
    return cover(world_, made, lost_lessons(world_, made, away()))


def test_one_face_for_a_group_counts_more_than_the_price() -> None:
    world_ = world(
        need("n1", lessons_per_week=2),
        teacher("t1"),
        teacher("t2", lesson_cost=40, overtime_cost=40),
        teacher("t3", lesson_cost=30, overtime_cost=30),
        available("t3", "mon 08:00-16:00"),
        **YEAR,
    )
    made = plan(world_, group("t1", ["mon 09:00", "tue 09:00"], "n1"))
    found = covered(world_, made)

    assert [lesson.teacher for lesson in found.lessons] == ["t2", "t2"]
    assert (found.cents, found.best) == (8000, True)


def _all_choices(lessons: tuple[LostLesson, ...]) -> Iterator[tuple[str | None, ...]]:
    yield from product(*([None, *names(lesson)] for lesson in lessons))


def _possible(
    world_: Scenario, lessons: tuple[LostLesson, ...], chosen: tuple[str | None, ...]
) -> bool:
    """By hand: no two lessons of a teacher too close, nor more than a day or a week holds."""
    taken = [(x, t) for x, t in zip(lessons, chosen, strict=True) if t]
    for one, who in taken:
        same_day = [x for x, t in taken if t == who and x.day == one.day]
        row = world_.teacher_of[who]
        if len(same_day) > row.max_lessons_day:
            return False
        if sum(t == who for _, t in taken) > row.max_lessons:
            return False
        if any(x is not one and x.start < one.end + 5 and one.start < x.end + 5 for x in same_day):
            return False
    return True


@pytest.mark.parametrize("seed", range(12))
def test_the_best_of_all_choices_is_found(seed: int) -> None:
    rng = Random(seed)
    needs = [need(f"n{k}", school=f"s{k}", lessons_per_week=rng.choice([1, 2])) for k in range(4)]
    world_ = world(
        *needs,
        teacher("t1"),
        *[
            teacher(
                f"t{k}",
                lesson_cost=(price := rng.randint(20, 60)),
                overtime_cost=price,
                max_lessons=rng.randint(1, 3),
                max_lessons_day=rng.randint(1, 2),
            )
            for k in (2, 3)
        ],
        **YEAR,
    )
    days = ["mon", "tue", "wed"]
    made = plan(
        world_,
        *[
            group(
                "t1",
                [
                    f"{day} {rng.choice(['09:00', '10:00'])}"
                    for day in rng.sample(days, int(one.lessons_per_week))
                ],
                one.need,
            )
            for one in needs
        ],
    )
    lessons = lost_lessons(world_, made, away())
    found = cover(world_, made, lessons)

    def worth(chosen: tuple[str | None, ...]) -> tuple[int, int, int]:
        faces = {(x.group, t) for x, t in zip(lessons, chosen, strict=True) if t}
        cents = sum(int(world_.teacher_of[t].lesson_cost * 100) for t in chosen if t)
        return -sum(t is not None for t in chosen), len(faces), cents

    best = min(worth(c) for c in _all_choices(lessons) if _possible(world_, lessons, c))
    answer = tuple(one.teacher for one in found.lessons)
    assert found.best
    assert _possible(world_, lessons, answer)
    assert worth(answer) == best


def test_what_a_municipality_buys_stays_within_the_agreement() -> None:
    world_ = world(
        municipality("m1"),
        municipality("m2"),
        school("s1"),
        subject("OR"),
        need("n1", lessons_per_week=3),
        teacher("t1"),
        teacher("t2", municipality="m2"),
        agreement("m1", "m2", max_lessons=2),
        **YEAR,
    )
    made = plan(world_, group("t1", ["mon 09:00", "tue 09:00", "wed 09:00"], "n1"))

    assert sum(one.teacher == "t2" for one in covered(world_, made).lessons) == 2
