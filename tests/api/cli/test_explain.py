"""`explain` says why, proves it, and offers what helps, in words or as JSON."""

from __future__ import annotations

from pathlib import Path

from tests.support.build import group, need, plan, teacher, world
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
    files = scenario_file(WORLD, tmp_path), plan_file(PLAN, tmp_path)
    said = command("explain", *files, "--need", "n1", "--language", "fi")

    assert "Opettajalla t1 on enintään 1 viikkotuntia." in said.out
    assert "tarve n2: Tämä tarve saa opetuksensa." in said.out
    assert "Nosta opettajan t1 viikkotunnit 1 → 2." in said.out


def test_what_cannot_be_explained_is_refused(tmp_path: Path) -> None:
    files = scenario_file(WORLD, tmp_path), plan_file(PLAN, tmp_path)
    broken = plan(WORLD, group("t1", "mon 10:00", "n2"), group("t1", "mon 10:00", "n1"))

    assert command("explain", *files, "--need", "n2").code == 2
    assert command("explain", *files, "--need", "n9").code == 2
    assert command("explain", files[0], plan_file(broken, tmp_path, "broken.json")).code == 1
