"""`compare` sets plans beside the first, each with the variant it was made for."""

from __future__ import annotations

from pathlib import Path

from tests.support.build import changed, group, plan
from tests.support.command import command, plan_file, scenario_file
from tests.support.worlds import two_schools

WORLD = two_schools()
FIRST = plan(WORLD, group("t1", "mon 09:00", "n1"))
SECOND = plan(WORLD, group("t1", "tue 09:00", "n1", "n2"))


def test_differences_are_against_the_first_plan(tmp_path: Path) -> None:
    said = command(
        "compare",
        scenario_file(WORLD, tmp_path),
        plan_file(FIRST, tmp_path, "first.json"),
        plan_file(SECOND, tmp_path, "second.json"),
        "--json",
    )

    first, second = said.data["sides"]
    assert said.code == 0
    assert [first["plan"], second["plan"]] == ["first.json", "second.json"]
    # The second school's adult costs 21 € more.
    assert second["value_differences"]["cost"] == 2100
    assert {change["need"]: change["kinds"] for change in second["changes"]} == {
        "n1": ["time_changed"],
        "n2": ["appeared"],
    }


def test_a_plan_is_read_with_its_own_variant(tmp_path: Path) -> None:
    """The lesson costs 40 € in the variant instead of 31 €."""
    variant = changed(WORLD, "t1", lesson_cost=40)
    dearer = FIRST.model_copy(update={"scenario": variant.content_hash})

    said = command(
        "compare",
        scenario_file(WORLD, tmp_path),
        plan_file(FIRST, tmp_path, "first.json"),
        scenario_file(variant, tmp_path, "variant.json"),
        plan_file(dearer, tmp_path, "dearer.json"),
        *("--json", "--language", "en"),
    )

    assert "breaks rules" not in said.err
    assert said.data["sides"][1]["value_differences"]["cost"] == 900


def test_table_names_plans_and_changes(tmp_path: Path) -> None:
    said = command(
        "compare",
        scenario_file(WORLD, tmp_path),
        plan_file(FIRST, tmp_path, "first.json"),
        plan_file(SECOND, tmp_path, "second.json"),
        *("--language", "en"),
    )

    assert said.code == 0
    assert "second.json" in said.out
    assert "newly served: 1" in said.out


def test_a_broken_plan_is_compared_with_a_warning(tmp_path: Path) -> None:
    broken = FIRST.model_copy(update={"unserved": ()})

    said = command(
        "compare", scenario_file(WORLD, tmp_path), plan_file(broken, tmp_path), "--language", "en"
    )

    assert said.code == 0
    assert "breaks rules" in said.err


def test_no_plan_is_bad_input(tmp_path: Path) -> None:
    base = scenario_file(WORLD, tmp_path)

    said = command("compare", base, base, "--json")

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == ["no_plan_given"]
