"""`variant` writes the edited scenario or nothing; `differences` says what was edited."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scenarios.checks import check
from scenarios.files import read
from scenarios.findings import Finding
from scenarios.scenario import Scenario
from tests.support.build import need, teacher, world
from tests.support.command import Said, command, scenario_file

WORLD = world(need("n1"), need("n2"), teacher("t1"), teacher("t2"))


def edits_file(folder: Path, *lines: str) -> Path:
    path = folder / "edits.csv"
    path.write_text("\n".join(["edit;table;row;column;value", *lines]), encoding="utf-8")
    return path


def made(folder: Path, *lines: str, language: str = "en") -> Said:
    scenario, edits = scenario_file(WORLD, folder), edits_file(folder, *lines)
    return command("variant", scenario, edits, "--out", folder / "v.json", "--language", language)


def test_a_variant_is_written_and_its_differences_lead_there_again(tmp_path: Path) -> None:
    said = made(tmp_path, "change;teachers;t1;max_lessons;12", "remove;teachers;t2;;")
    base, variant = tmp_path / "scenario.json", tmp_path / "v.json"
    listed = command("differences", base, variant, "--out", tmp_path / "e.json", "--json")
    again = command("variant", base, tmp_path / "e.json", "--out", tmp_path / "w.json")

    assert (said.code, listed.code, again.code) == (0, 0, 0)
    assert "teachers 1, qualifications 1" in said.out
    assert len(listed.data["edits"]) == 3
    written = read(variant).scenario
    assert written is not None
    assert written.teacher_of["t1"].max_lessons == 12
    assert (tmp_path / "w.json").read_bytes() == variant.read_bytes()


def test_wrong_edits_are_all_said_and_nothing_is_written(tmp_path: Path) -> None:
    said = made(
        tmp_path,
        "change;teachers;t9;max_lessons;12",
        "change;teachers;t1;max_lessons;monta",
        language="fi",
    )

    assert said.code == 2
    assert "muutokset, rivi 2, opettaja: Mikään rivi ei ole teacher=t9" in said.err
    assert "muutokset, rivi 3, tunteja enintään: ”monta” ei ole luku" in said.err
    assert not (tmp_path / "v.json").exists()


def test_the_edits_may_not_be_written_over(tmp_path: Path) -> None:
    made(tmp_path, "change;teachers;t1;max_lessons;12")
    base, edits = tmp_path / "scenario.json", tmp_path / "e.json"
    command("differences", base, tmp_path / "v.json", "--out", edits)
    before = edits.read_bytes()

    said = command("variant", base, edits, "--out", edits, "--json")

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == ["output_is_input"]
    assert edits.read_bytes() == before


def test_warnings_of_the_base_are_told_once_and_it_is_checked_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Checking is the slow part of reading a large scenario."""
    checked: list[str] = []

    def counting(scenario: Scenario, *more: object) -> list[Finding]:
        checked.append(scenario.content_hash)
        return check(scenario, *more)  # type: ignore[arg-type]

    for place in ("scenarios.files.reading", "scenarios.checks", "scenarios.variants.applying"):
        monkeypatch.setattr(f"{place}.check", counting)
    odd = world(need("n1", shares_pupils_with="n1"), teacher("t1"), teacher("t2"))
    path = scenario_file(odd, tmp_path)
    edits = edits_file(tmp_path, "change;teachers;t1;max_lessons;12")

    said = command("variant", path, edits, "--out", tmp_path / "v.json", "--language", "en")

    warnings = [line for line in said.err.splitlines() if line.startswith("warning")]
    assert said.code == 0
    assert warnings
    assert len(set(warnings)) == len(warnings)
    assert checked.count(odd.content_hash) == 1
    assert len(checked) == 2


def test_edits_of_another_scenario_are_refused(tmp_path: Path) -> None:
    edits = tmp_path / "e.json"
    edits.write_text(json.dumps({"parent": "0" * 64, "edits": []}), encoding="utf-8")
    said = command(
        "variant", scenario_file(WORLD, tmp_path), edits, "--out", tmp_path / "v.json", "--json"
    )

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == ["edits_of_another_scenario"]


def test_of_equal_scenarios_there_is_nothing_to_say(tmp_path: Path) -> None:
    one = scenario_file(WORLD, tmp_path)
    said = command("differences", one, one, "--language", "sv")

    assert (said.code, said.out) == (0, "Scenarierna är lika.\n")
