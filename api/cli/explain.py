"""`explain`: why needs are unserved, proved where it can be, and what would help.

Of a served need: why at this time and with this teacher.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.inputs import read_json, read_plan, read_scenario
from api.cli.options import Json, Language, PlanFile, ScenarioFile
from api.cli.refusals import Exit, Refused, bad_input
from api.cli.terminal import Terminal
from api.cli.voice import voice

if TYPE_CHECKING:
    from scenarios.scenario import Scenario
    from solver.outcome import StageResult
    from solver.plan import Plan

NeedId = Annotated[
    str | None, typer.Option("--need", metavar="N", help="cli.help.need", show_default=False)
]
Of = Annotated[
    str | None,
    typer.Option(
        "--municipality", metavar="M", help="explain.help.municipality", show_default=False
    ),
]
OutcomeFile = Annotated[
    Path | None,
    typer.Option(
        "--outcome", metavar="OUTCOME.json", help="explain.help.outcome", show_default=False
    ),
]


def explain(
    scenario: ScenarioFile,
    plan: PlanFile,
    need: NeedId = None,
    municipality: Of = None,
    outcome: OutcomeFile = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """One answer for each unserved need, or for the one asked about."""
    from api.cli.explained import say_summary
    from api.cli.helped import say_best
    from api.explaining import offer_said, said, summary
    from api.exports.helping import best
    from api.exports.names import Names
    from solver.explain.shortage import reasons
    from solver.verify.report import verify

    terminal = voice(language, json)
    question, answer = read_scenario(scenario, terminal), read_plan(plan)
    if violations := verify(question, answer):
        raise Refused(Exit.NO, violations)
    names = Names(question, terminal.language)
    stages = _stages(outcome, answer)
    if need is not None and need in answer.group_of:
        return _alternatives(question, answer, need, terminal)
    asked = _asked(question, answer, need, municipality)
    told = {name: one for name, one in reasons(question, answer).items() if name in asked}
    lines = summary(question, told)
    if need is None and asked:
        say_summary(lines, names, terminal)
    answers = _answers(names, answer, asked, stages, terminal)
    together = best(answers) if need is None else []
    if len(answers) > 1 and together:
        say_best(together, names, terminal)
    closing = (
        {"best": [offer_said(one, terminal.as_data) for one in together]} if need is None else {}
    )
    needs = [said(one, terminal.as_data) for one in answers]
    terminal.answer({"summary": lines, "needs": needs, **closing})
    if not asked:
        terminal.say("cli.explain_all_served")
    return Exit.DONE


def _answers(
    names: Any, plan: Plan, asked: list[str], stages: tuple[StageResult, ...], terminal: Terminal
) -> list[dict[str, Any]]:
    """Answers as data, each told as soon as it is there."""
    from api.cli.explained import say_unserved
    from api.explaining import explained

    answers = []
    for told in explained(names.scenario, plan, asked, stages):
        answers.append(told)
        if not terminal.as_json:
            say_unserved(told, names, terminal)
    return answers


def _stages(outcome: Path | None, plan: Plan) -> tuple[StageResult, ...]:
    """What was proved of the plan, if the outcome is that of this plan."""
    from pydantic import ValidationError

    from solver.outcome import Outcome

    if outcome is None:
        return ()
    try:
        read = Outcome.model_validate(read_json(outcome))
    except ValidationError as error:
        raise bad_input("explain_not_an_outcome", f"file:{outcome.name}") from error
    if read.plan != plan:
        raise bad_input("explain_outcome_of_another", f"file:{outcome.name}")
    return read.stages


def _asked(scenario: Scenario, plan: Plan, need: str | None, municipality: str | None) -> list[str]:
    """Needs to explain."""
    if need is not None:
        if need not in scenario.need_of:
            raise bad_input("explain_unknown_need", f"need:{need}")
        return [need]
    unserved = sorted(plan.unserved)
    if municipality is None:
        return unserved
    found = {
        row.municipality
        for row in scenario.municipalities
        if municipality.casefold() in (row.municipality.casefold(), row.name.casefold())
    }
    if not found:
        raise bad_input("explain_unknown_municipality", f"municipality:{municipality}")
    return [name for name in unserved if scenario.buyer_of(scenario.need_of[name]) in found]


def _alternatives(scenario: Scenario, plan: Plan, need: str, terminal: Terminal) -> int:
    """Why the served need is taught as it is."""
    from api.cli.served import say_served
    from api.explaining import alternatives_said
    from api.exports.names import Names
    from solver.change.alternatives import alternatives, as_data
    from solver.change.effects import Before

    found = alternatives(Before(scenario, plan), need)
    served = alternatives_said(as_data(need, found), terminal.as_data)
    terminal.answer({"needs": [], "served": [served]})
    if not terminal.as_json:
        say_served(need, found, Names(scenario, terminal.language), plan, terminal)
    return Exit.DONE
