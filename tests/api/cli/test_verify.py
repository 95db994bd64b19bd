"""`verify` lists every violation of every rule and recomputes every stage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.build import group, plan, replaced
from tests.support.command import command, plan_file, scenario_file
from tests.support.worlds import two_schools

WORLD = two_schools()
GOOD = plan(WORLD, group("t1", "mon 09:00", "n1", "n2"))


def test_good_plan_is_clean(tmp_path: Path) -> None:
    said = command("verify", scenario_file(WORLD, tmp_path), plan_file(GOOD, tmp_path), "--json")

    assert said.code == 0
    assert said.data["violations"] == []
    # 31 € lesson + 13 € hiring + 2 × 21 € adults, in cents.
    assert said.data["values"]["cost"] == 8600
    assert said.data["values"]["coverage"] == 0
    assert "continuity" not in said.data["values"]


def test_previous_plan_adds_continuity(tmp_path: Path) -> None:
    before = plan(WORLD, group("t1", "tue 09:00", "n1"))
    files = [scenario_file(WORLD, tmp_path), plan_file(GOOD, tmp_path)]

    said = command(
        "verify", *files, "--previous", plan_file(before, tmp_path, "before.json"), "--json"
    )

    # n1 alone was served: 2 pupils × 1 lesson × weight_time_changed 1.2, in hundredths.
    assert said.data["values"]["continuity"] == 240


def test_every_violation_is_told_with_subjects_and_numbers(tmp_path: Path) -> None:
    broken = replaced(GOOD, "g1", teacher="t9", language="sv")

    said = command("verify", scenario_file(WORLD, tmp_path), plan_file(broken, tmp_path), "--json")

    assert said.code == 1
    assert {"same_course", "qualified"} <= {one["rule"] for one in said.data["violations"]}
    assert all(
        set(one) == {"rule", "subjects", "numbers", "sentence"} for one in said.data["violations"]
    )


def test_violations_are_sentences_for_people(tmp_path: Path) -> None:
    broken = replaced(GOOD, "g1", language="sv")

    said = command(
        "verify",
        *(scenario_file(WORLD, tmp_path), plan_file(broken, tmp_path)),
        *("--language", "en"),
    )

    assert said.code == 1
    assert "language of instruction" in said.out


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "plan_not_json"),
        ('{"a": NaN}', "plan_not_json"),
        ("[" * 100_000, "plan_not_json"),
        ("[]", "not_a_plan"),
        ('{"schema_version": 1, "scenario": "x", "groups": [{}], "unserved": 5}', "not_a_plan"),
    ],
)
def test_what_is_no_plan_is_bad_input(text: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")

    said = command("verify", scenario_file(WORLD, tmp_path), path, "--json")

    assert said.code == 2
    assert {one["code"] for one in said.data["findings"]} == {code}


def test_all_faults_of_a_plan_file_are_told(tmp_path: Path) -> None:
    data = json.loads(GOOD.model_dump_json())
    data["groups"][0]["meetings"][0]["start"] = "25:99"
    data["groups"][0]["teacher"] = ""
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(data), encoding="utf-8")

    said = command("verify", scenario_file(WORLD, tmp_path), path, "--json")

    places = {one["numbers"]["where"] for one in said.data["findings"]}
    assert said.code == 2
    assert places == {"groups[0].meetings[0].start", "groups[0].teacher"}


def test_missing_plan_is_bad_input(tmp_path: Path) -> None:
    said = command("verify", scenario_file(WORLD, tmp_path), tmp_path / "none.json", "--json")

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == ["plan_not_found"]
