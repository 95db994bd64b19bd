"""Commands that let a service do the work, and answer as if it had been done here."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.refusals import Exit, Refused, bad_input
from api.cli.stopping import stoppable

if TYPE_CHECKING:
    from api.cli.live import Live
    from api.cli.terminal import Terminal
    from api.client import Client, Event, Job
    from api.solving import Effort, Solved
    from api.studying import Asked
    from scenarios.findings import Finding
    from scenarios.scenario import Scenario
    from solver.outcome import Outcome
    from solver.plan import Plan

VARIABLE = "ETALUKKARI_SERVER"
FORMATS = (".json", ".xlsx", ".zip")
Server = Annotated[
    str | None,
    typer.Option(
        "--server", metavar="URL", envvar=VARIABLE, help="cli.help.server", show_default=False
    ),
]
_REFUSED_AS = {409: Exit.NO}


@contextmanager
def asked(server: str, terminal: Terminal) -> Iterator[Client]:
    """The client of a service; what it refuses ends the command with an exit code."""
    from api.client import Client, ProblemError, UnreachableError, UnsafeAddressError
    from scenarios.findings import Finding

    subjects = (f"server:{server}",)
    try:
        with Client(server, language=terminal.language) as client:
            yield client
    except UnsafeAddressError as error:
        finding = Finding(code="server_not_encrypted", subjects=subjects)
        raise Refused(Exit.BAD_INPUT, [finding]) from error
    except UnreachableError as error:
        finding = Finding(code="server_unreachable", subjects=subjects)
        raise Refused(Exit.BAD_INPUT, [finding]) from error
    except ProblemError as error:
        numbers = {"status": error.status, "sentence": error.title}
        said = Finding(code="server_refused", subjects=subjects, numbers=numbers)
        server_fault = error.status >= 500
        code = Exit.OUR_FAULT if server_fault else _REFUSED_AS.get(error.status, Exit.BAD_INPUT)
        raise Refused(code, error.findings or [said]) from error


def checked_there(server: str, path: Path, terminal: Terminal) -> tuple[Finding, ...]:
    """All findings of a service about a file; a folder is sent as a zip file of its tables."""
    body, ending = _content(path)
    with asked(server, terminal) as client:
        return tuple(one.finding for one in client.check(body, ending))


def solved_there(
    server: str,
    question: Scenario,
    effort: Effort,
    previous: str | None,
    live: Live,
    terminal: Terminal,
) -> tuple[Solved, Plan | None]:
    """A plan of a service, looked at again here, and the plan that it was compared with."""
    from api.solving import Solved
    from solver.verify.recheck import recheck

    wanted = {**effort._asdict(), "previous": previous}
    with asked(server, terminal) as client:
        before = None if previous is None else _plan(client, client.plan(previous))
        scenario = client.add_scenario(_tables(question)).id
        job, stopped = waited_for(client, client.solve(scenario, **wanted), _shown(live))
        outcome = _outcome(client, job)
    faults = (
        recheck(question, outcome.plan, outcome.stages, before) if outcome.plan is not None else ()
    )
    return Solved(outcome, stopped or job.status == "stopped", faults), before


def waited_for(client: Client, job: Job, on_event: Callable[[Event], None]) -> tuple[Job, bool]:
    """The job when it has ended, and whether it was stopped from here; Ctrl-C stops it there."""
    with stoppable() as stop:
        return client.wait(job, on_event, stop), stop.is_set()


def _outcome(client: Client, job: Job) -> Outcome:
    """The outcome with its plan, as a solve here would have given it."""
    from solver.outcome import Outcome, Status

    if job.data.get("has_plan"):
        exported = json.loads(client.export(job, "json"))
        return Outcome.model_validate({**exported["outcome"], "plan": exported["plan"]})
    told = job.data.get("outcome") or {"status": Status.FAILED}
    return Outcome(status=Status(told["status"]), findings=job.findings)


def studied_there(
    server: str, asked_for: Asked, live: Live, terminal: Terminal
) -> dict[str, Any] | None:
    """The outcome of a study on a service; none if it was stopped before its end."""
    from scenarios.findings import has_errors

    job = asked_for.job
    question = asked_for.scenario
    if question is None or has_errors(asked_for.findings):
        raise Refused(Exit.BAD_INPUT, asked_for.findings)
    wanted = {name: job[name] for name in ("settings", "seconds", "workers", "seed") if name in job}
    if wanted.get("settings", {}).get("plans"):
        raise bad_input("server_study_plans")
    with asked(server, terminal) as client:
        scenario = client.add_scenario(_tables(question)).id
        begun = client.study(scenario, str(job.get("kind")), **wanted)
        ended, _ = waited_for(client, begun, _counted(live))
        if ended.status == "stopped":
            return None
        if ended.data["report"] is None:
            raise Refused(Exit.NO, ended.findings)
        outcome: dict[str, Any] = json.loads(client.report(ended))
        return outcome


def _counted(live: Live) -> Callable[[Event], None]:
    """Events of a study on the service as those of one here."""

    def show(event: Event) -> None:
        if event.kind == "progress":
            live.show({"event": "progress", **event.data})

    return show


def _plan(client: Client, job: Job) -> Plan:
    from solver.plan import Plan

    return Plan.model_validate(json.loads(client.export(job, "json"))["plan"])


def _shown(live: Live) -> Callable[[Event], None]:
    """Events of a solve on the service as those of a solver here."""

    def show(event: Event) -> None:
        if event.kind == "live":
            stage = event.data["stage"]
            values = {**event.data["stages"][stage], "seconds_left": event.data["seconds_left"]}
            live.show({"event": "progress", "stage": stage, **values})

    return show


def _tables(scenario: Scenario) -> bytes:
    return json.dumps(scenario.normal_form(), ensure_ascii=False).encode()


def _content(path: Path) -> tuple[bytes, str]:
    """A file as it is, a folder as a zip file of what is in it."""
    if not path.is_dir():
        ending = path.suffix.lower()
        if ending not in FORMATS:
            raise bad_input("unknown_format", f"file:{path.name}", allowed=", ".join(FORMATS))
        try:
            return path.read_bytes(), ending
        except OSError as error:
            missing = isinstance(error, FileNotFoundError)
            code = "file_not_found" if missing else "file_unreadable"
            raise bad_input(code, f"file:{path.name}") from error
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path.glob("*.csv")):
            archive.write(file, file.name)
    return packed.getvalue(), ".zip"
