"""`study`: many variants solved and compared as one piece of work, from a file that says which."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.live import Live
from api.cli.options import Json, Language
from api.cli.outputs import check_outputs, write_whole
from api.cli.refusals import Exit, Refused
from api.cli.server import Server, studied_there
from api.cli.stopping import stoppable
from api.cli.terminal import Terminal
from api.cli.voice import voice

if TYPE_CHECKING:
    from api.studying import Asked

StudyFile = Annotated[
    Path, typer.Argument(metavar="STUDY.toml", help="cli.help.study_file", show_default=False)
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="REPORT.json|.xlsx|.svg", help="cli.help.study_out", show_default=False
    ),
]


def study(
    study: StudyFile,
    out: Out = None,
    server: Server = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """Run a study; Ctrl-C keeps what is finished, and the same command goes on from there."""
    from api.cli.reports import show
    from api.reported import Reported
    from api.studying import read_study
    from scenarios.findings import Finding

    terminal = voice(language, json)
    asked = read_study(study)
    if out is not None:
        _check_out(out, study, asked)
    outcome = _run(asked, terminal) if not server else _run_there(server, asked, terminal)
    if outcome is None and server:
        terminal.answer(None)
        terminal.note("cli.server_study_stopped")
        return Exit.STOPPED
    if outcome is None or outcome["stopped"] or asked.scenario is None:
        terminal.answer(outcome)
        ready = 0 if outcome is None else outcome["answered"]
        terminal.note("cli.study_stopped", answered=ready, folder=str(asked.job["folder"]))
        return Exit.STOPPED
    terminal.findings(Finding.model_validate(one) for one in outcome["findings"])
    reported = Reported(asked.scenario, outcome, terminal.language)
    if out is not None:
        write_whole(out, reported.content(out.suffix.lower()))
    terminal.answer(outcome)
    if not json:
        show(reported, terminal)
    terminal.say("cli.study_done", asked=outcome["asked"], found=outcome["found"])
    if out is not None:
        terminal.say("cli.written", file=str(out))
    return Exit.DONE


def _check_out(out: Path, study: Path, asked: Asked) -> None:
    """Refuse a file that could not be written in the end; a wrong kind is told by the engine."""
    from api.reported import formats

    allowed = formats(str(asked.job.get("kind")))
    check_outputs([out], filter(None, (study, asked.scenario_file)), allowed)


def _run(asked: Asked, terminal: Terminal) -> dict[str, Any] | None:
    """The outcome; none if the study was stopped before it said one."""
    from api.studying import studied

    with stoppable() as stop, Live(terminal, "cli.study_running", progress_line) as live:
        done = studied(asked, live.show, stop)
    if done.findings:
        code = Exit.OUR_FAULT if done.ours else Exit.BAD_INPUT if done.wrong_job else Exit.NO
        raise Refused(code, done.findings)
    terminal.findings(asked.findings)
    return done.outcome


def _run_there(server: str, asked: Asked, terminal: Terminal) -> dict[str, Any] | None:
    """The outcome of the same on a service; none if it was stopped."""
    with Live(terminal, "cli.study_running", progress_line) as live:
        outcome = studied_there(server, asked, live, terminal)
    terminal.findings(asked.findings)
    return outcome


def progress_line(event: dict[str, Any], terminal: Terminal) -> str:
    """`12 of 40 cases, 3 of them found in the folder`."""
    numbers = {name: event[name] for name in ("answered", "asked", "found")}
    return terminal.sentence("cli.study_progress", **numbers)
