"""`explain`: why needs are unserved, proved where it can be, and what would help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.inputs import read_plan, read_scenario
from api.cli.options import Json, Language, ScenarioFile
from api.cli.refusals import Exit, Refused, bad_input
from api.cli.terminal import Terminal
from api.cli.voice import voice

if TYPE_CHECKING:
    from scenarios.scenario import Scenario
    from solver.plan import Plan

PlanFile = Annotated[
    Path, typer.Argument(metavar="PLAN.json", help="cli.help.plan", show_default=False)
]
NeedId = Annotated[
    str | None, typer.Option("--need", metavar="N", help="cli.help.need", show_default=False)
]


def explain(
    scenario: ScenarioFile,
    plan: PlanFile,
    need: NeedId = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """One answer for each unserved need, or for the one asked about."""
    from api.explaining import explained

    terminal = voice(language, json)
    question = read_scenario(scenario, terminal)
    answer = read_plan(plan)
    asked = _asked(question, answer, need)
    answers = []
    for told in explained(question, answer, asked):
        answers.append(_with_sentences(told, terminal))
        if not json:
            _say(told, question, terminal)
    terminal.answer({"needs": answers})
    if not asked:
        terminal.say("cli.explain_all_served")
    return Exit.DONE


def _asked(scenario: Scenario, plan: Plan, need: str | None) -> list[str]:
    """Needs to explain; what is not a sound plan of the scenario cannot be explained."""
    from solver.verify.report import verify

    violations = verify(scenario, plan)
    if violations:
        raise Refused(Exit.NO, violations)
    if need is None:
        return sorted(plan.unserved)
    if need not in scenario.need_of:
        raise bad_input("explain_unknown_need", f"need:{need}")
    if need in plan.group_of:
        raise bad_input("explain_served_need", f"need:{need}")
    return [need]


def _with_sentences(told: dict[str, Any], terminal: Terminal) -> dict[str, Any]:
    return {
        "need": told["need"],
        "reason": _data(told["reason"], terminal),
        "conflict": [_data(one, terminal) for one in told["conflict"]],
        "smallest": told["smallest"],
        "help": [
            {**offer, "changes": [_data(one, terminal) for one in offer["changes"]]}
            for offer in told["help"]
        ],
    }


def _data(found: dict[str, Any], terminal: Terminal) -> dict[str, Any]:
    from scenarios.findings import Finding

    return terminal.as_data(Finding.model_validate(found))


def _say(told: dict[str, Any], scenario: Scenario, terminal: Terminal) -> None:
    from api.amounts import stage_amount
    from scenarios.rules import StageId

    need = scenario.need_of[told["need"]]
    school = scenario.school_of[need.school].name
    terminal.say("cli.explain_need", need=need.need, subject=need.subject, school=school)
    terminal.say("cli.explain_item", text=_sentence(told["reason"], terminal))
    if told["conflict"]:
        terminal.say("cli.explain_conflict")
    for one in told["conflict"]:
        terminal.say("cli.explain_item", text=_sentence(one, terminal))
    if told["help"]:
        terminal.say("cli.explain_help")
    for offer in told["help"]:
        text = " ".join(_sentence(one, terminal) for one in offer["changes"])
        cents = offer["differences"][StageId.COST]
        amount = stage_amount(StageId.COST, cents, terminal.language)
        terminal.say("cli.explain_offer", text=text, amount=amount)


def _sentence(found: dict[str, Any], terminal: Terminal) -> str:
    from api.i18n import catalogue
    from scenarios.findings import Finding

    finding = Finding.model_validate(found)
    said = catalogue.sentence(finding.code, terminal.language, **finding.numbers)
    others = [one for one in finding.subjects if one.startswith("need:")]
    return f"{catalogue.subjects(finding, terminal.language)}: {said}" if others else said
