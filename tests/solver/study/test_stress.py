"""Plans are put into the same futures, and the one that holds best is told."""

from __future__ import annotations

import pytest

from solver.study.cases import StudyError
from solver.study.futures import Kind
from solver.study.stress import stress
from solver.study.trials import Candidate, StressSettings
from solver.verify.report import verify
from tests.solver.study.test_futures import CERTAIN, YEAR
from tests.solver.study.test_standing import together
from tests.support.asking import Asked
from tests.support.build import (
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


def named(candidates: tuple[Candidate, ...]) -> dict[str, Candidate]:
    return {one.name: one for one in candidates}


def test_of_two_plans_the_one_with_a_free_seat_holds_better() -> None:
    scenario = world(
        need("n1", priority="statutory", pupils=2),
        need("n2", priority="statutory", school="s2", pupils=2),
        subject("OR", max_pupils=4),
        teacher("t1", max_lessons=2),
    )
    full = plan(scenario, group("t1", "mon 09:00", "n1", "n2"))
    apart = plan(scenario, group("t1", "mon 09:00", "n1"), group("t1", "tue 09:00", "n2"))
    settings = StressSettings(
        **{**CERTAIN, "kinds": ("pupils",), "pupils_come": 0.5, "pupils_leave": 0, "futures": 6},
        plans={"full": full, "apart": apart},
        replanned=9,
    )
    ask = Asked()
    report = stress(scenario, settings, ask)
    found = named(report.candidates)

    assert report.candidates[0].name == "apart"
    assert found["apart"].regret_statutory == 0
    assert found["apart"].lost.worst == 0
    for trial, future in zip(found["full"].trials, report.futures, strict=True):
        grown = {event.subject: 2 + event.number for event in future.events}
        pupils = [grown.get(f"need:{name}", 2) for name in ("n1", "n2")]
        assert trial.lost == trial.statutory == (2 * min(pupils) if sum(pupils) > 4 else 0)
        assert trial.regret_statutory == trial.lost
    # Both are planned again: everybody is served, and only who had to move has moved.
    assert all(trial.again_statutory == 0 for one in found.values() for trial in one.trials)
    assert all(trial.again_proved for one in found.values() for trial in one.trials)
    assert found["apart"].moved.worst == 0
    assert all(trial.moved == trial.lost for trial in found["full"].trials)
    assert report.cases == len(ask.cases)


def test_a_break_in_another_week_costs_lessons_a_year_and_moves_nobody() -> None:
    scenario = world(
        need("n1", pupils=3),
        need("n2", school="s2", pupils=2),
        school("s2", municipality="m2"),
        municipality("m2"),
        holiday("m1", "2027-02-22", "2027-02-26"),
        holiday("m2", "2027-02-22", "2027-02-26"),
        **YEAR,
    )
    made = plan(scenario, group("t1", "mon 09:00", "n1", "n2"))
    chances = {**CERTAIN, "kinds": ("break",), "futures": 2}
    report = stress(scenario, StressSettings(**chances, plans={"one": made}), Asked())
    one = named(report.candidates)["one"]

    # One week more in which one of the two has no school: five pupils lose a lesson.
    assert [trial.lost_year for trial in one.trials] == [5, 5]
    assert (one.lost.worst, one.moved.worst) == (0, 0)
    assert one.lost_by_kind[Kind.BREAK].futures == 2


def test_plans_alike_are_one_and_unsound_ones_are_refused() -> None:
    scenario, made = together()
    few = {"futures": 1, "replanned": 0}
    same = stress(scenario, StressSettings(**few, plans={"a": made, "b": made}), Asked())

    assert "a" in named(same.candidates)
    assert "b" not in named(same.candidates)
    assert all(verify(scenario, one.plan) == () for one in same.candidates)
    broken = plan(scenario, group("t1", "mon 03:00", "n1"))
    with pytest.raises(StudyError, match="study_plan_breaks_rules"):
        stress(scenario, StressSettings(**few, plans={"c": broken}), Asked())


def test_spare_hours_and_seats_leave_what_they_say() -> None:
    scenario = world(
        need("n1", pupils=2),
        need("n2", school="s2", pupils=2),
        subject("OR", max_pupils=4),
        teacher("t1", max_lessons=2),
        teacher("t2", max_lessons=1, min_lessons=1),
        qualification("t1", "OR"),
        qualification("t2", "OR"),
    )
    ask = Asked()
    stress(scenario, StressSettings(futures=1, replanned=0), ask)
    made = {case.name.removeprefix("stress plan "): case.scenario for case in ask.cases}

    assert [row.max_lessons for row in made["spare hours"].teachers] == [1, 1]
    assert made["spare seats"].subject_of["OR"].max_pupils == 3
    assert made["cheapest"].subject_of["OR"].max_pupils == 4
    assert made["as asked"].settings.priorities == scenario.settings.priorities
