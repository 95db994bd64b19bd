"""`study` runs a study file, says all that is wrong with it, and goes on where it stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scenarios.generate import generate
from scenarios.scenario import Scenario
from tests.architecture.files import ROOT
from tests.support.build import changed, need, school, teacher, with_rows, world
from tests.support.command import Said, command, scenario_file
from tests.support.studying import finished

TWO = changed(
    world(
        [need("n1"), need("n2", school="s2")],
        [school("s1"), school("s2", municipality="m2")],
        teacher("t1"),
    ),
    "m1",
    name="Järvelä",
)


def study(folder: Path, *lines: str, scenario: Scenario = TWO) -> Path:
    scenario_file(scenario, folder)
    path = folder / "study.toml"
    path.write_text("\n".join(['scenario = "scenario.json"', *lines]), encoding="utf-8")
    return path


def told(folder: Path, *lines: str, language: str = "fi") -> Said:
    return command("study", study(folder, *lines), "--language", language)


def test_shares_are_told_by_the_names_of_municipalities(tmp_path: Path) -> None:
    out = tmp_path / "report.json"
    path = study(tmp_path, 'kind = "shares"', "workers = 1")

    said = command("study", path, "--out", out, "--language", "fi")
    again = command("study", path, "--json")

    assert said.code == again.code == 0
    assert "Järvelä" in said.out
    assert "Shapley: mikään kuntien joukko ei pärjäisi halvemmalla omillaan." in said.out
    assert "23,50 €" in said.out
    assert "Tapauksia oli 3, ja niistä 0 oli valmiina kansiossa." in said.out
    written = json.loads(out.read_text(encoding="utf-8"))
    assert again.data["report"] == written["report"]
    assert (written["found"], again.data["found"]) == (0, 3)
    assert len(finished(tmp_path / "study.study")) == 3


def test_variants_of_a_sheet_and_inline_stand_side_by_side(tmp_path: Path) -> None:
    (tmp_path / "dear.csv").write_text(
        "edit;table;row;column;value\nchange;municipalities;m1;supervisor_cost;50\n",
        encoding="utf-8",
    )
    said = told(
        tmp_path,
        'kind = "variants"',
        "workers = 1",
        "[variants]",
        'files = ["dear.csv"]',
        "[[variants.inline]]",
        'name = "yksin"',
        'edits = [{edit = "remove", table = "municipalities", row = {municipality = "m2"}}]',
    )

    assert said.code == 0
    assert all(name in said.out for name in ("Nykyinen", "dear", "yksin"))


def test_all_mistakes_of_the_file_and_its_files_are_said(tmp_path: Path) -> None:
    (tmp_path / "wrong.csv").write_text("edit;table;row;column;value\nmend;x;;;\n", "utf-8")
    said = told(
        tmp_path,
        'kind = "variants"',
        "second = 3",
        "workers = 0",
        'folder = "f"',
        "[variants]",
        'files = ["wrong.csv", "missing.csv"]',
        "inlin = 2026-08-01",
    )

    assert said.code == 2
    assert "Selvityksessä ei ole kohtaa second. Tarkoititko seconds?" in said.err
    assert "kohdan workers pitää olla vähintään 1; nyt se on 0" in said.err
    assert "Selvityksessä ei ole kohtaa variants.inlin. Tarkoititko inline?" in said.err
    assert "wrong.csv: Muutosten tiedostoa ei voi käyttää" in said.err
    assert "missing.csv: Tiedostoa ei löydy" in said.err
    assert "scenario" not in said.err
    assert not (tmp_path / "f").exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kind =", "The file of the study is not in TOML format: the error is in line 1."),
        ('kind = "a"\nx = \n', "the error is in line 2."),
        ('kind = "shares"', "The study has no scenario. Add it."),
        ('scenario = 7\nkind = "shares"', "scenario of the study has to be a text"),
        ('scenario = "no.xlsx"\nkind = "x"', "“x” is no kind of study."),
    ],
)
def test_what_is_no_study_is_refused(text: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "study.toml"
    path.write_text(text, encoding="utf-8")

    said = command("study", path, "--language", "en")

    assert said.code == 2
    assert sentence in said.err


def test_a_report_is_never_written_over_what_was_given(tmp_path: Path) -> None:
    path = study(tmp_path, 'kind = "shares"')

    for given in (path, tmp_path / "scenario.json"):
        before = given.read_bytes()
        assert command("study", path, "--out", given).code == 2
        assert given.read_bytes() == before


def test_a_scenario_without_prices_is_a_matter_of_the_study(tmp_path: Path) -> None:
    free = with_rows(TWO, teacher("t1", lesson_cost=0, overtime_cost=0))
    path = study(tmp_path, 'kind = "shares"', scenario=free)

    said = command("study", path, "--language", "sv")

    assert said.code == 2
    assert "Ange unserved_euros i utredningens tabell shares." in said.err


def test_ctrl_c_stops_and_says_how_to_go_on(tmp_path: Path) -> None:
    path = study(
        tmp_path,
        'kind = "shares"',
        "seconds = 2",
        "workers = 1",
        scenario=generate("kielisaareke", needs=10),
    )
    with subprocess.Popen(
        [sys.executable, "-m", "api", "study", str(path), "--language", "en"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        folder = tmp_path / "study.study"
        while not finished(folder):
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        _, complaints = running.communicate(timeout=20)

    assert running.returncode == 3
    assert "The study was stopped." in complaints
    assert "Give the same command again to go on." in complaints
    assert 0 < len(finished(folder)) < 31
