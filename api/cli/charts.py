"""`charts`: the pictures of a plan as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.inputs import read_plan, read_scenario
from api.cli.options import Json, Language, PlanFile, ScenarioFile
from api.cli.outputs import made_folder, write_whole
from api.cli.refusals import Exit, Refused
from api.cli.voice import voice

if TYPE_CHECKING:
    from scenarios.scenario import Scenario
    from solver.plan import Plan

Out = Annotated[
    Path, typer.Option("--out", metavar="FOLDER", help="cli.help.charts_out", show_default=False)
]


def charts(
    scenario: ScenarioFile,
    plan: PlanFile,
    out: Out,
    json: Json = False,
    language: Language = None,
) -> int:
    """Load of teachers, coverage and shares of a plan that keeps every rule."""
    from solver.verify.report import verify

    terminal = voice(language, json)
    question = read_scenario(scenario, terminal)
    answer = read_plan(plan)
    if violations := verify(question, answer):
        raise Refused(Exit.NO, violations)
    made_folder(out)
    written = write_pictures(question, answer, out, terminal.language)
    terminal.answer({"written": [str(path) for path in written]})
    for path in written:
        terminal.say("cli.written", file=str(path))
    return Exit.DONE


def write_pictures(scenario: Scenario, plan: Plan, folder: Path, language: str) -> list[Path]:
    """Write every picture of a plan into a folder."""
    from api.charts.plan import PICTURES
    from api.exports.figures import Figures

    figures = Figures(scenario, language, plan)
    for name, draw in PICTURES.items():
        write_whole(folder / name, draw(figures))
    return [folder / name for name in PICTURES]
