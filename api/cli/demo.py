"""`demo`: solve a pilot of the library and tell the answer to somebody who sees it first."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.options import Json, Language, Seed, Workers
from api.cli.outputs import made_folder, write_whole
from api.cli.refusals import Exit, bad_input
from api.cli.terminal import to_json
from api.cli.voice import voice

if TYPE_CHECKING:
    from scenarios.scenario import Scenario

FOLDER = Path("etalukkari-demo")
PILOT = "savogrow"


class SeasonName(StrEnum):
    """The seasons of the library."""

    SPRING = "spring"
    AUGUST = "august"


Pilot = Annotated[str, typer.Option("--pilot", metavar="NAME", help="cli.help.pilot")]
Season = Annotated[SeasonName, typer.Option("--season", help="cli.help.season")]
Serve = Annotated[bool, typer.Option("--serve", help="cli.help.demo_serve", show_default=False)]
Seconds = Annotated[float, typer.Option("--seconds", min=1, help="cli.help.seconds")]


def demo(
    pilot: Pilot = PILOT,
    season: Season = SeasonName.SPRING,
    seconds: Seconds = 40,
    workers: Workers = 2,
    seed: Seed = 1,
    serve: Serve = False,
    json: Json = False,
    language: Language = None,
) -> int:
    """Solve a pilot, tell why and what if, and write everything into ./etalukkari-demo/."""
    from api.cli.solve import deliver, outcome_json, run
    from api.cli.story import CHAPTERS
    from api.cli.summary import show
    from api.cli.telling import Story
    from api.exports.view import View
    from api.solving import Effort
    from scenarios.files import written

    terminal = voice(language, json)
    scenario = pilot_scenario(pilot, season.value)
    made_folder(FOLDER)
    terminal.say("cli.demo_begin", name=scenario.settings.name, seconds=round(seconds / 2))
    question = FOLDER / f"{pilot}-{season.value}.xlsx"
    write_whole(question, written(scenario, ".xlsx", terminal.language))
    effort = Effort(seconds / 2, workers, seed)
    solved = run(scenario, None, effort, terminal)
    answer = outcome_json(solved.outcome)
    write_whole(FOLDER / "outcome.json", to_json(answer).encode())
    if solved.outcome.plan is not None and not solved.stopped:
        if not json:
            show(View.of(scenario, solved.outcome, None, terminal.language), terminal)
        story = Story(scenario, solved.outcome.plan, effort, FOLDER, terminal)
        for tell in CHAPTERS:
            tell(story)
        answer |= story.told
    terminal.answer(answer)
    terminal.say("cli.demo_files", folder=str(FOLDER), scenario=question.name)
    out, workbook = FOLDER / "plan.json", FOLDER / "plan.xlsx"
    code = deliver(scenario, None, solved, out, [workbook], terminal)
    if serve and code == Exit.DONE:
        from api.cli.demo_service import serve_pilots

        serve_pilots(FOLDER, terminal)
    return code


def pilot_scenario(pilot: str, season: str) -> Scenario:
    """The stored scenario of a pilot in a season."""
    from scenarios.library import load, names

    name = f"{pilot}-{season}"
    if name not in names():
        pilots = sorted({known.rpartition("-")[0] for known in names()})
        raise bad_input("unknown_pilot", given=pilot, allowed=", ".join(pilots))
    return load(name)
