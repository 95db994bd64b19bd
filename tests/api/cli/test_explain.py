"""`explain` says why, proves it, and offers what helps, in words or as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scenarios.scenario import Scenario
from solver.plan import Plan
from tests.support.build import (
    available,
    changed,
    group,
    need,
    plan,
    school,
    teacher,
    world,
)
from tests.support.command import command, plan_file, scenario_file

WORLD = world(need("n1"), need("n2", school="s2", level="2"), teacher("t1", max_lessons=1))
PLAN = plan(WORLD, group("t1", "mon 10:00", "n2"))


def test_a_need_without_hours_is_explained_with_proof_and_help(tmp_path: Path) -> None:
    files = scenario_file(WORLD, tmp_path), plan_file(PLAN, tmp_path)
    said = command("explain", *files, "--json", "--language", "en")

    (told,) = said.data["needs"]
    assert said.code == 0
    assert told["need"] == "n1"
    assert told["smallest"] is True
    assert {one["code"] for one in told["conflict"]} == {
        "limit_teacher_lessons",
        "limit_other_need",
    }
    (offer,) = told["help"]
    assert offer["changes"][0]["sentence"].endswith("from 1 to 2 a week.")
    assert offer["edits"][0]["cells"] == {"max_lessons": 2.0}


def test_it_is_readable_in_finnish(tmp_path: Path) -> None:
    """By the names of subject, school and teacher; who stays served is said once."""
    named = changed(changed(WORLD, "OR", name_fi="ortodoksinen uskonto"), "t1", name="Elina")
    named = changed(named, "s2", name="Kankaan koulu")
    files = scenario_file(named, tmp_path), plan_file(_same(PLAN, named), tmp_path)
    said = command("explain", *files, "--need", "n1", "--language", "fi")

    assert "Opettajalla Elina on enintään 1 viikkotuntia." in said.out
    assert "saavat opetuksensa: ortodoksinen uskonto 2, Kankaan koulu, lk 3 (n2)" in said.out
    assert "Nosta opettajan Elina viikkotunnit 1 → 2." in said.out


def test_the_whole_plan_begins_with_a_summary(tmp_path: Path) -> None:
    files = scenario_file(WORLD, tmp_path), plan_file(PLAN, tmp_path)
    said = command("explain", *files, "--language", "en")
    data = command("explain", *files, "--json").data

    assert said.out.startswith("1 need is unserved:\n  1 × the teachers' lessons are used up: M1 1")
    assert data["summary"] == [{"reason": "no_hours_left", "needs": 1, "municipalities": {"m1": 1}}]


def test_one_municipality_is_explained_by_its_id_or_name(tmp_path: Path) -> None:
    two = world(
        need("n1"),
        need("n2", school="s2", level="2"),
        school("s2", municipality="m2"),
        teacher("t1", max_lessons=0.5),
    )
    two = changed(two, "m2", name="Hartola")
    files = scenario_file(two, tmp_path), plan_file(plan(two), tmp_path)
    for name in ("m2", "hartola"):
        told = command("explain", *files, "--municipality", name, "--json").data["needs"]
        assert [one["need"] for one in told] == ["n2"]

    assert command("explain", *files, "--municipality", "m9").code == 2


def test_an_optional_need_is_priced_and_the_bound_of_the_outcome_is_told(tmp_path: Path) -> None:
    """31 € lesson + 13 € hiring + 21 € adult = 65 €; worth 2 pupils x 1 lesson x 10 € = 20 €."""
    wish = world(need("n1", priority="optional"), worth_optional=10)
    bare = plan(wish)
    files = scenario_file(wish, tmp_path), plan_file(bare, tmp_path)

    def price(stage: dict[str, object] | None) -> dict[str, Any]:
        options: tuple[str, ...] = ()
        if stage is not None:
            outcome = {"status": "feasible", "plan": bare.model_dump(mode="json")}
            file = tmp_path / "outcome.json"
            file.write_text(json.dumps({**outcome, "stages": [stage]}), encoding="utf-8")
            options = ("--outcome", str(file))
        (told,) = command("explain", *files, *options, "--json").data["needs"]
        found: dict[str, Any] = told["price"]
        return found

    cost = {"name": "cost", "unit": "", "gap": 0, "final": 2000, "seconds": 1}
    proved = {**cost, "value": 2000, "bound": 2000, "optimal": True}

    assert price(None)["finding"]["code"] == "price_above_worth"
    assert price(proved)["finding"]["code"] == "price_proved"
    assert price(proved)["finding"]["numbers"] == {"price": 65, "worth": 20, "slack": 2}
    assert price(proved)["differences"]["cost"] == 4500


def test_an_outcome_of_another_plan_proves_nothing(tmp_path: Path) -> None:
    files = scenario_file(WORLD, tmp_path), plan_file(PLAN, tmp_path)
    other = tmp_path / "outcome.json"
    for text in ('{"status": "feasible"}', "[]"):
        other.write_text(text, encoding="utf-8")
        assert command("explain", *files, "--outcome", str(other)).code == 2


def test_a_served_need_has_its_next_best_time_and_teacher(tmp_path: Path) -> None:
    """Monday is taken at nine by the other group; t2 costs 8 € more a lesson."""
    served = world(
        need("n1"),
        need("n2", level="2", school="s2"),
        teacher("t1"),
        teacher("t2", lesson_cost=39, overtime_cost=39, hire_cost=13),
        *(available(name, "mon 09:00-10:45", "tue 10:00-10:45") for name in ("t1", "t2")),
    )
    made = plan(served, group("t1", "mon 10:00", "n1"), group("t1", "mon 09:00", "n2"))
    files = scenario_file(served, tmp_path), plan_file(made, tmp_path)
    said = command("explain", *files, "--need", "n1", "--language", "en")
    (told,) = command("explain", *files, "--need", "n1", "--json").data["served"]

    moves = [time["moves"][0] for time in told["times"]]
    assert [(move["day"], move["start"]) for move in moves] == [("mon", "09:55"), ("tue", "10:00")]
    assert told["teacher"]["moves"][0]["teacher"] == "t2"
    # 39 € instead of 31 € (within the contract or not), and t2 is hired for 13 € more.
    assert told["teacher"]["differences"]["cost"] > 0
    assert {one["day"] for one in told["barred"]} == {"wed", "thu", "fri"}
    assert {one["broken"][0]["code"] for one in told["barred"]} == {"teacher_available"}
    assert "Best on another day: Tue 10:00" in said.out
    assert "Next best teacher: t2" in said.out


def test_what_cannot_be_explained_is_refused(tmp_path: Path) -> None:
    files = scenario_file(WORLD, tmp_path), plan_file(PLAN, tmp_path)
    broken = plan(WORLD, group("t1", "mon 10:00", "n2"), group("t1", "mon 10:00", "n1"))

    assert command("explain", *files, "--need", "n9").code == 2
    assert command("explain", files[0], plan_file(broken, tmp_path, "broken.json")).code == 1


def _same(made: Plan, scenario: Scenario) -> Plan:
    return made.model_copy(update={"scenario": scenario.content_hash})
