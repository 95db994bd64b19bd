"""What every command shares: language, help, exit codes, and no traceback ever."""

from __future__ import annotations

import ast
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from api.cli import check as check_door
from api.cli.language import Tongue, of_arguments, of_environment
from api.i18n.catalogue import LANGUAGES, has
from tests.architecture.files import ROOT
from tests.support.command import command

COMMANDS = ("check", "solve", "verify", "compare", "template", "generate", "demo")


@pytest.mark.parametrize(
    ("environment", "tongue"),
    [
        ({}, "en"),
        ({"LANG": "fi_FI.UTF-8"}, "fi"),
        ({"LANG": "sv_FI.UTF-8"}, "sv"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fi_FI.UTF-8", "LC_ALL": "sv_SE"}, "sv"),
        ({"LANG": "fi_FI.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "fi_FI.UTF-8", "LC_ALL": ""}, "fi"),
    ],
)
def test_language_of_the_environment(environment: dict[str, str], tongue: str) -> None:
    assert of_environment(environment) == tongue


@pytest.mark.parametrize("words", [["--language", "sv"], ["--language=sv"]])
def test_language_asked_for_counts_before_the_environment(words: list[str]) -> None:
    assert of_arguments(["check", "x", *words], {"LANG": "fi_FI"}) is Tongue.SV


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_in_three_languages(name: str) -> None:
    texts = [command(name, "--help", "--language", tongue) for tongue in ("fi", "sv", "en")]

    assert [said.code for said in texts] == [0, 0, 0]
    assert len({said.out for said in texts}) == 3
    assert all("cli.help" not in said.out for said in texts)
    assert all("--json" in said.out and "--language" in said.out for said in texts)


def test_help_is_quick() -> None:
    """Counted in the time its two libraries take to be loaded, as machines differ."""
    libraries, told = [], []
    for _ in range(3):
        libraries.append(seconds_of_work("-c", "import typer, pydantic; pydantic.BaseModel"))
        told.append(seconds_of_work("-m", "api", "--help"))

    assert min(told) < 4 * min(libraries)


def seconds_of_work(*arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def test_help_loads_nothing_heavy() -> None:
    program = "import sys; import api.cli.main; print('\\n'.join(sys.modules))"

    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    heavy = {"ortools", "pandas", "numpy", "xlsxwriter", "rich", "solver.plan"}
    assert heavy & set(run.stdout.split()) == set()


@pytest.mark.parametrize(
    ("arguments", "said_of"),
    [
        (("check",), "SCENARIO"),
        (("check", "x.json", "--colour"), "--colour"),
        (("solve", "x.json", "--out", "p.json", "--seconds", "soon"), "--seconds"),
        (("check", "x.json", "--language", "de"), "--language"),
        (("check", "x.json", "--language"), "--language"),
        (("solve", "x.json", "--out", "p.json", "--seconds", "0"), "etalukkari solve --help"),
        (("check", "x.json", "y.json"), "y.json"),
        (("dance",), "dance"),
    ],
)
def test_wrong_arguments_are_bad_input_in_the_language(
    arguments: tuple[str, ...], said_of: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fi_FI.UTF-8")

    said = command(*arguments)

    assert said.code == 2
    assert said_of in said.err
    assert re.search("Puuttuu|Valits|Komentoa|Ylimääräistä", said.err)
    assert not re.search("Input|Value|Option|command|argument", said.err), "words of the parser"


def test_our_fault_is_one_sentence_and_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(check_door, "voice", lambda *arguments: 1 / 0)

    said = command("check", "x.json", "--language", "en")

    (log,) = (tmp_path / "etalukkari").iterdir()
    assert said.code == 4
    assert "Traceback" not in said.err
    assert str(log) in said.err
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0


def test_debug_shows_the_fault_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_door, "voice", lambda *arguments: 1 / 0)

    said = command("check", "x.json", "--debug")

    assert said.code == 4
    assert "ZeroDivisionError" in said.err


def test_reader_that_has_seen_enough_is_no_fault(tmp_path: Path) -> None:
    """`etalukkari … | head -c 1`."""
    shell = f"{sys.executable} -m api check {tmp_path}/x.json --json | head -c 1"

    run = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False)

    assert "Traceback" not in run.stderr
    assert "BrokenPipe" not in run.stderr


def texts_of(folder: Path) -> set[str]:
    """Every text in the code of the doors that looks like a key of theirs."""
    found = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return {text for text in found if re.fullmatch(r"(cli|export)\.[a-z_.]+[a-z]", text)}


def test_every_key_of_the_doors_has_a_text() -> None:
    keys = texts_of(ROOT / "api")

    missing = [
        (key, tongue) for key in sorted(keys) for tongue in LANGUAGES if not has(key, tongue)
    ]

    assert len(keys) > 80
    assert missing == []


def test_program_runs_as_a_module() -> None:
    environment = {**os.environ, "LC_ALL": "sv_FI.UTF-8"}

    run = subprocess.run(
        [sys.executable, "-m", "api", "check", "none.xlsx"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 2
    assert run.stderr.startswith("fel: ")
