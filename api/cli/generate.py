"""`generate`: a synthetic scenario of a pilot or a larger area, a size and a season."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import Json, Language, Seed
from api.cli.outputs import check_outputs, write_whole
from api.cli.refusals import Exit, bad_input
from api.cli.voice import voice

FORMATS = (".xlsx", ".zip", ".json")


class SeasonName(StrEnum):
    """The seasons of the generator, named here so that help does not load it."""

    SPRING = "spring"
    AUGUST = "august"


class TightnessName(StrEnum):
    """The tightnesses of the generator."""

    LOOSE = "loose"
    NORMAL = "normal"
    TIGHT = "tight"


Pilot = Annotated[str, typer.Option("--pilot", metavar="NAME", help="cli.help.pilot")]
Season = Annotated[SeasonName, typer.Option("--season", help="cli.help.season")]
Tightness = Annotated[TightnessName, typer.Option("--tightness", help="cli.help.tightness")]
Needs = Annotated[
    int | None, typer.Option("--needs", min=1, help="cli.help.needs", show_default=False)
]
Out = Annotated[
    Path, typer.Option("--out", metavar="FILE", help="cli.help.scenario_out", show_default=False)
]


def generate(
    pilot: Pilot,
    out: Out,
    season: Season = SeasonName.SPRING,
    tightness: Tightness = TightnessName.NORMAL,
    seed: Seed = 1,
    needs: Needs = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """Write a scenario; the same options give the same scenario."""
    from scenarios import generate as generator
    from scenarios.files import written

    terminal = voice(language, json)
    check_outputs([out], (), FORMATS)
    try:
        scenario = generator.generate(pilot, season.value, tightness.value, seed, needs)
    except LookupError as error:
        allowed = ", ".join(generator.AREAS)
        raise bad_input("unknown_pilot", given=pilot, allowed=allowed) from error
    except ValueError as error:
        raise bad_input("cannot_generate", given=str(error)) from error
    write_whole(out, written(scenario, out.suffix, terminal.language))
    terminal.answer({"written": [str(out)], "content_hash": scenario.content_hash})
    terminal.say("cli.generated", needs=len(scenario.needs), file=str(out))
    return Exit.DONE
