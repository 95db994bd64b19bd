"""`study` tells what more costs, whom to hire and what holds, and writes files of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from scenarios.scenario import Scenario
from tests.api.charts.drawn import root
from tests.support.build import (
    changed,
    group,
    need,
    plan,
    school,
    subject,
    teacher,
    world,
)
from tests.support.command import Said, command, plan_file, scenario_file


def sheets(path: Path) -> list[list[tuple[object, ...]]]:
    return [list(sheet.iter_rows(values_only=True)) for sheet in load_workbook(path)]


@pytest.fixture(scope="module")
def short() -> Scenario:
    """A duty and a promise for a teacher who has one lesson."""
    scenario = world(
        need("n1", priority="statutory", pupils=3),
        need("n2", school="s2", grade_from=8, pupils=2),
        school("s2", municipality="m2"),
        subject("OR", name_fi="ortodoksiuskonto", name_sv="ortodox religion", name_en="Orthodox"),
        teacher("t1", school="s1", max_lessons=1),
    )
    for row, name in (("s2", "Yläkoulu"), ("m1", "Järvelä"), ("m2", "Salmi")):
        scenario = changed(scenario, row, name=name)
    return scenario


def told(
    folder: Path, scenario: Scenario, kind: str, *lines: str, out: str = "", language: str = "fi"
) -> Said:
    scenario_file(scenario, folder)
    path = folder / f"{kind}.toml"
    head = ['scenario = "scenario.json"', f'kind = "{kind}"', "seconds = 5", "workers = 1"]
    path.write_text("\n".join([*head, f"[{kind}]", *lines]), encoding="utf-8")
    written = ["--out", folder / out] if out else []
    return command("study", path, "--language", language, *written)


def test_a_step_says_what_it_costs_a_year(short: Scenario, tmp_path: Path) -> None:
    said = told(tmp_path, short, "frontier", "cases = 2", out="frontier.svg")

    assert said.code == 0
    # 13 € for being used and 31 € for a lesson at the teacher's own school, 38 weeks; 3 pupils.
    assert "1 672" in said.out.replace("\xa0", " ")
    assert "557" in said.out
    assert "todistettu" in said.out
    assert root((tmp_path / "frontier.svg").read_bytes()).tag.endswith("svg")
    again = told(tmp_path, short, "frontier", "cases = 2", out="frontier.xlsx", language="sv")
    assert "bevisat" in again.out
    assert len(sheets(tmp_path / "frontier.xlsx")) == 2


def test_a_post_is_told_by_names(short: Scenario, tmp_path: Path) -> None:
    lines = ("lessons = [2]", "lesson_cost = 50", "grades = [[1, 9]]", "second_cases = 1")
    said = told(tmp_path, short, "hiring", *lines, out="hiring.xlsx")
    flat = " ".join(said.out.split())

    assert said.code == 0
    assert "ortodoksiuskonto" in flat
    assert "Ensimmäinen opettaisi näiden koulujen oppilaita: Yläkoulu." in flat
    assert "todistettu" in flat
    cells = [cell for row in sheets(tmp_path / "hiring.xlsx")[0] for cell in row]
    # Two pupils for one lesson more.
    assert 2 in cells
    assert any("ortodoksiuskonto" in str(cell) and "3–8" in str(cell) for cell in cells)  # noqa: RUF001


def test_plans_of_files_are_put_to_the_test(short: Scenario, tmp_path: Path) -> None:
    plan_file(plan(short, group("t1", "mon 09:00", "n2")), tmp_path, "ours.json")
    lines = ("futures = 2", "replanned = 1", 'plans = {"Our own" = "ours.json"}')
    said = told(tmp_path, short, "stress", *lines, out="stress.xlsx", language="en")

    assert said.code == 0
    assert "Our own" in said.out
    assert "Holds best: as asked." in " ".join(said.out.split())
    assert sheets(tmp_path / "stress.xlsx")


def test_plans_that_are_none_are_said(short: Scenario, tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("{}", encoding="utf-8")
    lines = ('plans = {a = "no.json", b = "missing.json"}', "futures = 0")
    said = told(tmp_path, short, "stress", *lines, language="en")

    assert said.code == 2
    assert "no.json: The file is no plan: fault at scenario" in said.err
    assert "missing.json" in said.err
    assert "stress.futures of the study has to be at least 1; it is 0." in said.err


def test_shares_are_drawn(short: Scenario, tmp_path: Path) -> None:
    said = told(tmp_path, short, "shares", out="shares.svg")
    picture = (tmp_path / "shares.svg").read_text(encoding="utf-8")

    assert said.code == 0
    assert "Järvelä" in picture
    assert "Shapley" in picture
    told(tmp_path, short, "shares", out="shares.xlsx")
    first, charts = sheets(tmp_path / "shares.xlsx")
    assert any("Salmi" in [str(cell) for cell in row] for row in first)
    assert charts


def test_variants_are_written_as_the_compared_workbook(short: Scenario, tmp_path: Path) -> None:
    edits = (
        'inline = [{name = "x", edits = [{edit = "remove", table = "needs", row = {need = "n2"}}]}]'
    )
    said = told(tmp_path, short, "variants", edits, out="variants.xlsx")

    assert said.code == 0
    assert len(sheets(tmp_path / "variants.xlsx")) == 5


def test_only_what_can_be_written_is_taken_as_out(short: Scenario, tmp_path: Path) -> None:
    said = told(tmp_path, short, "hiring", out="hiring.svg", language="en")

    assert said.code == 2
    assert ".json, .xlsx" in said.err
    assert not (tmp_path / "hiring.study").exists()
