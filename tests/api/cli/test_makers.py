"""`template`, `generate` and `demo` make files that the other commands take."""

from __future__ import annotations

from pathlib import Path

import pytest

from scenarios.files import read
from tests.support.command import command


@pytest.mark.parametrize("tongue", ["fi", "sv", "en"])
def test_template_passes_the_check(tongue: str, tmp_path: Path) -> None:
    out = tmp_path / "template.xlsx"

    made = command("template", "--out", out, "--language", tongue)

    assert made.code == 0
    assert str(out) in made.out
    assert command("check", out).code == 0


@pytest.mark.parametrize("ending", [".xlsx", ".zip", ".json"])
def test_generated_scenario_is_read_back(ending: str, tmp_path: Path) -> None:
    out = tmp_path / f"scenario{ending}"

    made = command(
        *("generate", "--pilot", "lappi", "--season", "august", "--tightness", "loose"),
        *("--seed", "3", "--needs", "9", "--out", out, "--json"),
    )

    scenario = read(out).scenario
    assert made.code == 0
    assert scenario is not None
    assert len(scenario.needs) == 9
    assert made.data["content_hash"] == scenario.content_hash


def test_unknown_pilot_is_bad_input_and_lists_the_known(tmp_path: Path) -> None:
    said = command(
        "generate", "--pilot", "atlantis", "--out", tmp_path / "x.json", "--language", "en"
    )

    assert said.code == 2
    assert "atlantis" in said.err
    assert "kielisaareke" in said.err


def test_joined_pilots_are_an_area_too(tmp_path: Path) -> None:
    out = tmp_path / "joined.json"

    made = command("generate", "--pilot", "lappi+uusimaa", "--needs", "20", "--out", out)

    scenario = read(out).scenario
    assert made.code == 0
    assert scenario is not None
    assert {"732", "858"} <= {row.municipality for row in scenario.municipalities}


def test_too_many_needs_is_bad_input(tmp_path: Path) -> None:
    said = command(
        *("generate", "--pilot", "lappi", "--needs", "100000", "--out", tmp_path / "x.json"),
        "--json",
    )

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == ["cannot_generate"]
