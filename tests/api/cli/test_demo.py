"""`demo` solves a pilot and tells it to somebody who sees it first."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from api.cli import story, story_hiring
from api.cli.demo_service import serve_pilots
from api.cli.language import Tongue
from api.cli.story import CHAPTERS, tell_staffing, tell_why
from api.cli.story_hiring import tell_hiring
from api.cli.telling import Story
from api.cli.terminal import Terminal
from api.serving import CannotListenError, listening
from api.settings import Settings
from api.solving import Effort
from scenarios.files import read
from scenarios.scenario import Scenario
from solver.plan import Plan
from tests.support.build import (
    group,
    need,
    plan,
    qualification,
    subject,
    teacher,
    with_rows,
    world,
)
from tests.support.command import command

PICTURES = ["coverage.svg", "load.svg", "shares.svg"]


def test_demo_tells_and_leaves_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    said = command("demo", "--pilot", "lappi", "--seconds", "6", "--language", "en")

    folder = tmp_path / "etalukkari-demo"
    assert said.code == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["lappi-spring.xlsx", "outcome.json", "plan.json", "plan.xlsx"]
        + ["b.xlsx", "b-plan.json", "compared.xlsx", "hiring.xlsx", *PICTURES]
    )
    for heading in ("What was asked", "What was arranged", "How good the plan is", "The bill"):
        assert heading in said.out
    for heading in ("Why something is not arranged", "Two ways to staff", "Who gains and who pays"):
        assert heading in said.out
    assert "Whom to hire next" in said.out
    for scenario, answer in (("lappi-spring.xlsx", "plan.json"), ("b.xlsx", "b-plan.json")):
        assert command("verify", folder / scenario, folder / answer).code == 0
    # The other staffing does without one teacher of the plan.
    first, second = (read(folder / name).scenario for name in ("lappi-spring.xlsx", "b.xlsx"))
    assert first is not None
    assert second is not None
    (gone,) = set(first.teacher_of) - set(second.teacher_of)
    assert f'"teacher": "{gone}"' in (folder / "plan.json").read_text(encoding="utf-8")


def unserved() -> tuple[Scenario, Plan]:
    """n2 and n3 are not served: no pupils enough for one, and t2 comes for three lessons only."""
    scenario = world(
        need("n1"),
        need("n2", subject="DE", pupils=1),
        need("n3", subject="IS", pupils=2),
        subject("DE", category="language", min_pupils=3, name_fi="saksa", name_en="German"),
        subject("IS", name_fi="islam", name_sv="islam", name_en="Islam"),
        [teacher("t1"), teacher("t2", min_lessons=3, status="vacancy", contract_lessons=0)],
        [qualification("t1", "OR"), qualification("t1", "DE"), qualification("t2", "IS")],
    )
    return scenario, plan(scenario, group("t1", "mon 09:00", "n1"))


def told(scenario: Scenario, answer: Plan, folder: Path, tongue: Tongue = Tongue.EN) -> Story:
    return Story(scenario, answer, Effort(3, 1, 1), folder, Terminal(tongue, as_json=False))


def test_why_is_about_staff_if_it_can_be_and_what_helps_is_the_other_staffing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = told(*unserved(), tmp_path, Tongue.SV)

    for tell in CHAPTERS:
        tell(one)

    said = capsys.readouterr().out
    assert one.told["why"]["need"] == "n3"
    assert "islam" in said.lower()
    assert one.terminal.sentence("demo.why_heading") in said
    (edit,) = one.told["comparison"]["sides"][1]["edits"]
    assert (edit["table"], edit["cells"]) == ("teachers", {"min_lessons": 0})
    changes = one.told["comparison"]["sides"][1]["changes"]
    assert [(change["need"], change["kinds"]) for change in changes] == [("n3", ["appeared"])]
    stored = Plan.model_validate(json.loads((tmp_path / "b-plan.json").read_text("utf-8")))
    assert stored.unserved == ("n2",)


def test_codes_of_subjects_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without t2's chance the need of one pupil is told."""
    scenario, answer = unserved()
    one = told(with_rows(scenario, need("n3", subject="IS", priority="optional")), answer, tmp_path)
    one.plan = one.plan.model_copy(update={"unserved": ("n2",)})

    tell_why(one)

    said = capsys.readouterr().out
    assert "German" in said
    assert "DE" not in said


def test_a_plan_that_serves_all_has_no_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = world(need("n1"), teacher("t1"))

    one = told(scenario, plan(scenario, group("t1", "mon 09:00", "n1")), tmp_path)
    tell_why(one)

    assert one.told == {}
    assert "Every need is arranged" in capsys.readouterr().out


def test_without_a_plan_for_the_other_staffing_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Nothing:
        class outcome:  # noqa: N801
            plan = None

    def run(*_: Any) -> type[Nothing]:
        return Nothing

    monkeypatch.setattr(story, "run", run)
    scenario = world(need("n1"), teacher("t1"))
    tell_staffing(told(scenario, plan(scenario, group("t1", "mon 09:00", "n1")), tmp_path))

    assert "No plan was found for option B" in capsys.readouterr().out
    assert not (tmp_path / "compared.xlsx").exists()


@pytest.mark.parametrize("tongue", [Tongue.FI, Tongue.SV, Tongue.EN])
def test_the_hire_that_brings_most_is_told_by_name(
    tongue: Tongue, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody teaches Islam; whoever is hired for it may, and whoever teaches German is no use."""
    scenario, answer = unserved()
    one = told(
        with_rows(scenario, need("n3", subject="IS", priority="statutory")), answer, tmp_path
    )
    one.effort = Effort(10, 1, 1)

    tell_hiring(one)

    said = capsys.readouterr().out
    best = one.told["hiring"]["hires"][0]
    assert best["taught"] == ["n3"]
    assert "islam" in said.lower()
    assert one.terminal.sentence("advice.proved") in said
    assert (tmp_path / "hiring.xlsx").exists()


def test_hiring_advice_that_does_not_come_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(story_hiring, "_studied", lambda *_: None)

    tell_hiring(told(*unserved(), tmp_path))

    assert "not ready in time" in capsys.readouterr().out
    assert not (tmp_path / "hiring.xlsx").exists()


def test_what_a_leaves_out_of_choice_stays_out_in_b(tmp_path: Path) -> None:
    """n3 could be served in both: that is no matter of staffing."""
    scenario = world(
        need("n1"),
        need("n2", subject="IS", pupils=2),
        need("n3", priority="optional", school="s2"),
        [teacher("t1"), teacher("t2", status="vacancy", contract_lessons=0)],
        [qualification("t1", "OR"), qualification("t2", "IS")],
        worth_optional=500,
    )
    answer = plan(scenario, group("t1", "mon 09:00", "n1"), group("t2", "mon 09:00", "n2"))
    one = told(scenario, answer, tmp_path)

    tell_staffing(one)

    stored = Plan.model_validate(json.loads((tmp_path / "b-plan.json").read_text("utf-8")))
    assert set(stored.unserved) == {"n2", "n3"}


def test_where_nobody_is_there_the_service_answers_and_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On another port where the usual one is taken, and never on an office's own database."""
    monkeypatch.setenv("ETALUKKARI_DATABASE", "postgresql://office@127.0.0.1:1/plans")
    monkeypatch.setattr(sys, "stdin", None)
    terminal = Terminal(Tongue.EN, as_json=False)
    said = io.StringIO()

    with (
        contextlib.redirect_stdout(said),
        listening("127.0.0.1", Settings().port) if is_free(Settings().port) else nullcontext(),
    ):
        serve_pilots(tmp_path, terminal)

    assert "The service answers at http://127.0.0.1:" in said.getvalue()
    assert f":{Settings().port} " not in said.getvalue()
    assert str(tmp_path / "etalukkari.db") in said.getvalue()
    assert (tmp_path / "etalukkari.db").exists()


def is_free(port: int) -> bool:
    try:
        listening("127.0.0.1", port).close()
    except CannotListenError:
        return False
    return True
