"""What the commands that change a plan by hand have in common: what they read and write."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.outputs import write_whole
from api.cli.refusals import Exit, Refused
from api.cli.terminal import Terminal, to_json

if TYPE_CHECKING:
    from api.cli.in_words import Words
    from scenarios.scenario import Scenario
    from solver.change.places import Place
    from solver.plan import Plan

EditsOut = Annotated[
    Path | None,
    typer.Option("--pins", metavar="EDITS.json", help="cli.help.pins_out", show_default=False),
]


def check_sound(scenario: Scenario, plan: Plan) -> None:
    """Refuse a plan that breaks a rule, be it one that it broke before the change."""
    from solver.verify.report import verify

    if broken := verify(scenario, plan):
        raise Refused(Exit.NO, broken)


def keep(
    scenario: Scenario,
    plan: Plan,
    needs: Collection[str],
    out: Path,
    pins: Path | None,
    terminal: Terminal,
) -> None:
    """Write the plan and, if asked, the edits that pin these needs where they are now."""
    from solver.change.pinning import pins_as_edits

    write_whole(out, to_json(plan.model_dump(mode="json")).encode())
    terminal.say("cli.written", file=str(out))
    if pins is not None:
        edits = pins_as_edits(scenario, plan, needs)
        write_whole(pins, to_json(edits.model_dump(mode="json")).encode())
        terminal.say("cli.written", file=str(pins))


def tell_places(
    places: Sequence[Place], noun: str, said: str, words: Words, terminal: Terminal
) -> None:
    """Each place of a need or group with its number and its price, or that there is none.

    Parameters
    ----------
    noun, said
        `need` or `group`, and how it is shown.
    """
    if places:
        terminal.say(f"changing.places_of_{noun}", **{noun: said}, places=len(places))
    else:
        terminal.say(f"changing.no_place_of_{noun}", **{noun: said})
    for number, place in enumerate(places, start=1):
        text = " ".join(words.move(move) for move in place.moves)
        terminal.say("changing.place", number=number, text=text)
        terminal.say("changing.price", text=words.differences(place.differences))
