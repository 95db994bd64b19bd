"""`latecomer`: the few best groups and times for one new need, each with its price."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.edited import (
    EditsOut,
    check_sound,
    keep,
    tell_places,
)
from api.cli.inputs import read_plan, read_scenario
from api.cli.options import Json, Language, PlanFile, ScenarioFile
from api.cli.outputs import check_outputs
from api.cli.refusals import Exit, bad_input
from api.cli.voice import voice

if TYPE_CHECKING:
    from scenarios.scenario import Scenario
    from solver.plan import Plan

Latecomer = Annotated[
    str, typer.Option("--need", metavar="N", help="cli.help.latecomer_need", show_default=False)
]
Most = Annotated[int, typer.Option("--most", min=1, max=50, help="cli.help.most_places")]
Take = Annotated[
    int | None,
    typer.Option("--take", min=1, metavar="K", help="cli.help.take", show_default=False),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="NEW.json", help="cli.help.changed_out", show_default=False),
]


def latecomer(
    scenario: ScenarioFile,
    plan: PlanFile,
    need: Latecomer,
    most: Most = 5,
    take: Take = None,
    out: Out = None,
    pins: EditsOut = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """Where one need could go; exit code 1 if nowhere."""
    from api.changing import of_today
    from api.cli.in_words import Words
    from solver.change.effects import Before
    from solver.change.places import places_of_need

    terminal = voice(language, json)
    if (take is None) != (out is None):
        raise bad_input("take_and_out_together")
    check_outputs([out, pins], [scenario])
    question = read_scenario(scenario, terminal)
    answer = of_today(question, read_plan(plan))
    _check_new(question, answer, need)
    before = Before(question, answer)
    places = places_of_need(before, need, most)
    if take is not None and take > len(places):
        raise bad_input("no_such_place", given=take, places=len(places))
    taken = None if take is None else before.effects(places[take - 1].moves).plan
    if taken is not None:
        check_sound(question, taken)
    terminal.answer({"need": need, "places": [place.model_dump(mode="json") for place in places]})
    words = Words(question, answer, terminal)
    tell_places(places, "need", words.need(need), words, terminal)
    if taken is not None and out is not None:
        keep(question, taken, [need], out, pins, terminal)
    return Exit.DONE if places else Exit.NO


def _check_new(scenario: Scenario, plan: Plan, need: str) -> None:
    if need not in scenario.need_of:
        raise bad_input("explain_unknown_need", f"need:{need}")
    if need in plan.group_of:
        raise bad_input("latecomer_is_served", f"need:{need}")
