"""`verify`: does a plan keep the rules, and what is it worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.cli.inputs import read_plan, read_scenario
from api.cli.options import Json, Language, PlanFile, PreviousFile, ScenarioFile
from api.cli.refusals import Exit
from api.cli.terminal import Terminal
from api.cli.voice import voice

if TYPE_CHECKING:
    from scenarios.findings import Finding


def verify(
    scenario: ScenarioFile,
    plan: PlanFile,
    previous: PreviousFile = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """Every violation of every rule and the value of every stage."""
    from api.amounts import stage_amount, stage_name
    from solver.verify.report import report

    terminal = voice(language, json)
    question = read_scenario(scenario, terminal)
    answer = read_plan(plan)
    before = None if previous is None else read_plan(previous)
    found = report(question, answer, before)
    terminal.answer(
        {
            "violations": [as_violation(terminal, one) for one in found.violations],
            "values": {stage.value: value for stage, value in found.values.items()},
        }
    )
    if not json:
        terminal.findings(found.violations, to_error=False)
        for stage, value in found.values.items():
            amount = stage_amount(stage, value, terminal.language)
            terminal.say(
                "cli.stage_value", stage=stage_name(stage, terminal.language), amount=amount
            )
        if found.violations:
            terminal.say("cli.verify_broken", violations=len(found.violations))
        else:
            terminal.say("cli.verify_clean")
    return Exit.NO if found.violations else Exit.DONE


def as_violation(terminal: Terminal, finding: Finding) -> dict[str, Any]:
    """A violation as JSON: the rule, whom it is about, its numbers and its sentence."""
    data = terminal.as_data(finding)
    return {
        "rule": data["code"],
        "subjects": data["subjects"],
        "numbers": data["numbers"],
        "sentence": data["sentence"],
    }
