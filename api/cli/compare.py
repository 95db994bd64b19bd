"""`compare`: plans side by side, each against the first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.inputs import read_json, read_plan, read_scenario
from api.cli.options import Json, Language, ScenarioFile
from api.cli.outputs import check_outputs, write_whole
from api.cli.refusals import Exit, bad_input
from api.cli.terminal import Terminal
from api.cli.voice import voice

if TYPE_CHECKING:
    from scenarios.scenario import Scenario
    from solver.plan import Plan

Files = Annotated[
    list[Path], typer.Argument(metavar="PLAN.json ...", help="cli.help.plans", show_default=False)
]


Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="FILE.xlsx", help="cli.help.compared_out", show_default=False),
]


def compare(
    scenario: ScenarioFile,
    plans: Files,
    out: Out = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """KPIs and differences; a scenario among the plans is the variant of those after it."""
    from api.exports.comparison import Compared, compared_json
    from api.exports.xlsx.compared import compared_workbook

    terminal = voice(language, json)
    check_outputs([out], [scenario, *plans], [".xlsx"])
    sides = read_sides(scenario, plans, terminal)
    named = [(path.name, variant, plan) for path, variant, plan in sides]
    compared = Compared.of(named, terminal.language)
    terminal.answer(compared_json(compared))
    if not json:
        from api.cli.compared import show

        show(compared, terminal)
    if out is not None:
        write_whole(out, compared_workbook(compared))
        terminal.say("cli.written", file=str(out))
    return Exit.DONE


def read_sides(
    base: Path, files: list[Path], terminal: Terminal
) -> list[tuple[Path, Scenario, Plan]]:
    """Each plan with its scenario: the one it was made for if given, else the last before it."""
    from scenarios.findings import Finding, Severity
    from solver.verify.report import verify

    last = read_scenario(base, terminal)
    known = {last.content_hash: last}
    pairs: list[tuple[Path, Scenario]] = []
    for path in files:
        if is_scenario(path):
            last = read_scenario(path, terminal)
            known[last.content_hash] = last
        else:
            pairs.append((path, last))
    if not pairs:
        raise bad_input("no_plan_given")
    sides = []
    for path, before in pairs:
        plan = read_plan(path)
        variant = known.get(plan.scenario, before)
        if violations := len(verify(variant, plan)):
            warning = Finding(
                code="plan_breaks_rules",
                severity=Severity.WARNING,
                subjects=(f"file:{path.name}",),
                numbers={"violations": violations},
            )
            terminal.findings([warning])
        sides.append((path, variant, plan))
    return sides


def is_scenario(path: Path) -> bool:
    """Whether the file is a variant of the scenario: anything but JSON, or JSON with settings."""
    if path.is_dir() or path.suffix.lower() != ".json":
        return True
    value = read_json(path)
    return isinstance(value, dict) and "settings" in value
