"""`solve`: find a plan, check it again, write it with its outcome and the files wanted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.inputs import read_plan, read_scenario
from api.cli.live import Live
from api.cli.options import Json, Language, PreviousFile, ScenarioFile, Seconds, Seed, Workers
from api.cli.outputs import write_whole, wrong_endings, wrong_outputs
from api.cli.refusals import Exit, Refused, bad_input
from api.cli.server import Server, solved_there
from api.cli.stopping import stoppable
from api.cli.terminal import Terminal, to_json
from api.cli.voice import voice

if TYPE_CHECKING:
    from api.solving import Effort, Solved
    from scenarios.scenario import Scenario
    from solver.outcome import Outcome
    from solver.plan import Plan

Out = Annotated[
    Path, typer.Option("--out", metavar="PLAN.json", help="cli.help.out", show_default=False)
]
OutcomeFile = Annotated[
    Path | None,
    typer.Option("--outcome", metavar="OUTCOME.json", help="cli.help.outcome", show_default=False),
]
Export = Annotated[
    list[Path] | None,
    typer.Option("--export", metavar="FILE ...", help="cli.help.export", show_default=False),
]
# `--export a.xlsx b.csv` leaves b.csv behind the scenario: it is one more file to export.
MoreExports = Annotated[list[Path] | None, typer.Argument(metavar="", hidden=True)]


def solve(
    scenario: ScenarioFile,
    out: Out,
    more: MoreExports = None,
    seconds: Seconds = 60,
    workers: Workers = 2,
    seed: Seed = 1,
    previous: PreviousFile = None,
    outcome: OutcomeFile = None,
    export: Export = None,
    server: Server = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """Solve a scenario; Ctrl-C keeps the best plan so far."""
    from api.solving import Effort

    terminal = voice(language, json)
    if more and not export:
        raise bad_input("too_many_arguments", given=" ".join(str(path) for path in more))
    exports = [*(export or []), *(more or [])]
    _check_outputs([out, *([outcome] if outcome else [])], exports, scenario)
    question = read_scenario(scenario, terminal)
    effort = Effort(seconds, workers, seed)
    if server:
        solved, before = run_there(server, question, previous, effort, terminal)
    else:
        before = None if previous is None else read_plan(previous)
        solved = run(question, before, effort, terminal)
    if outcome is not None:
        write_whole(outcome, to_json(outcome_json(solved.outcome)).encode())
    terminal.answer(outcome_json(solved.outcome))
    code = deliver(question, before, solved, out, exports, terminal)
    if outcome is not None:
        terminal.say("cli.written", file=str(outcome))
    return code


def run(question: Scenario, before: Plan | None, effort: Effort, terminal: Terminal) -> Solved:
    """Solve with live progress; a plan that does not pass the recheck is refused."""
    from api.solving import Solve

    with stoppable() as stop, Live(terminal) as live:
        solved = Solve(question, before, effort, live.show).run(stop)
    if solved.faults:
        raise Refused(Exit.OUR_FAULT, solved.faults)
    return solved


def run_there(
    server: str, question: Scenario, previous: Path | None, effort: Effort, terminal: Terminal
) -> tuple[Solved, Plan | None]:
    """The same on a service, where the previous plan is known by its id."""
    named = None if previous is None else str(previous)
    with Live(terminal) as live:
        solved, before = solved_there(server, question, effort, named, live, terminal)
    if solved.faults:
        raise Refused(Exit.OUR_FAULT, solved.faults)
    return solved, before


def deliver(
    question: Scenario,
    before: Plan | None,
    solved: Solved,
    out: Path,
    exports: list[Path],
    terminal: Terminal,
) -> int:
    """Write the plan and its exports, and say how it went."""
    from api.exports import exported

    outcome = solved.outcome
    terminal.findings(outcome.findings)
    if outcome.plan is None:
        return without_plan(solved, terminal)
    write_whole(out, to_json(outcome.plan.model_dump(mode="json")).encode())
    for path in exports:
        write_whole(path, exported(path.suffix, question, outcome, before, terminal.language))
    terminal.say("cli.solved_stopped" if solved.stopped else f"cli.solved_{outcome.status}")
    for path in [out, *exports]:
        terminal.say("cli.written", file=str(path))
    return Exit.STOPPED if solved.stopped else Exit.DONE


def without_plan(solved: Solved, terminal: Terminal) -> int:
    """Say why there is no plan; the exit code."""
    from solver.outcome import Status

    codes = {Status.INFEASIBLE: Exit.NO, Status.REJECTED: Exit.BAD_INPUT}
    code = Exit.STOPPED if solved.stopped else codes.get(solved.outcome.status, Exit.OUR_FAULT)
    terminal.note("cli.stopped_without_plan" if solved.stopped else f"cli.no_plan_{code.name}")
    return code


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome beside the plan: status, stages, KPIs, findings, run."""
    return outcome.model_dump(mode="json", exclude={"plan"})


def _check_outputs(answers: list[Path], exports: list[Path], scenario: Path) -> None:
    """Refuse what cannot or must not be written, before any work is done."""
    from api.exports import FORMATS

    # JSON under the ending of a workbook could be opened by nothing.
    others = {*FORMATS, ".zip"} - {".json"}
    wrong = [
        *wrong_outputs([*answers, *exports], [scenario]),
        *wrong_endings((path for path in answers if path.suffix.lower() in others), [".json"]),
        *wrong_endings(exports, FORMATS),
    ]
    if wrong:
        raise Refused(Exit.BAD_INPUT, wrong)
