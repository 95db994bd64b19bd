"""A study from its file: read, run by the engine in a program of its own, and listened to."""

from __future__ import annotations

import json
import re
import threading
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from api.child import Event, program, run
from api.solving import crash
from scenarios.files import read
from scenarios.findings import Finding, Severity, Shown, has_errors
from scenarios.scenario import Scenario
from scenarios.variants.reading import read_edits
from solver.plan import Plan

STUDIER = program("solver.study")
WRONG = 2
"""Exit code of a study whose job is wrong."""
FILES, PLANS = "files", "plans"
_LINE = re.compile(r"at line (\d+)")


class Asked(NamedTuple):
    """What a study file asks.

    Attributes
    ----------
    job
        As `python -m solver.study` reads it; without a scenario if a file is wrong.
    scenario_file
        The path of the scenario, if the study names one.
    findings
        About the files that the study names.
    """

    job: Event
    scenario: Scenario | None
    scenario_file: Path | None
    findings: tuple[Finding, ...]


class Studied(NamedTuple):
    """What became of a study.

    Attributes
    ----------
    outcome
        As `python -m solver.study` writes it; `None` if there is none.
    findings
        Why there is none.
    wrong_job
        Whether the study file, or a file that it names, is wrong.
    ours
        Whether the program failed.
    """

    outcome: Event | None
    findings: tuple[Finding, ...]
    wrong_job: bool
    ours: bool


def read_study(path: Path) -> Asked:
    """The study of a TOML file; files in it are beside it unless they say otherwise."""
    subjects = (f"file:{path}",)
    try:
        data = path.read_bytes()
        table = tomllib.loads(data.decode("utf-8-sig"))
    except FileNotFoundError:
        return _refused(Finding(code="file_not_found", subjects=subjects))
    except OSError:
        return _refused(Finding(code="file_unreadable", subjects=subjects))
    except ValueError as error:
        numbers: dict[str, Shown] = {"line": _line_of(error, data)}
        return _refused(Finding(code="study_not_toml", subjects=subjects, numbers=numbers))
    # Dates are no JSON; whoever reads the job says that they are out of place.
    job: Event = json.loads(json.dumps(table, default=str))
    scenario, scenario_file, findings = _scenario(path, job)
    kind = str(job.get("kind"))
    settings = job.pop(kind, None)
    if settings is not None:
        job["settings"] = settings
    findings += _edits(path, settings)
    if kind == "stress":
        findings += _plans(path, settings)
    folder = job.get("folder", f"{path.stem}.study")
    job["folder"] = str(path.parent / folder) if isinstance(folder, str) else folder
    if scenario is not None and not has_errors(findings):
        job["scenario"] = scenario.normal_form()
    return Asked(job, scenario, scenario_file, tuple(findings))


def _refused(finding: Finding) -> Asked:
    return Asked({}, None, None, (finding,))


def _line_of(error: ValueError, data: bytes) -> int:
    """The line where the text ends to be TOML, or to be text."""
    if isinstance(error, UnicodeDecodeError):
        return data[: error.start].count(b"\n") + 1
    line = _LINE.search(str(error))
    return int(line[1]) if line else len(data.splitlines())


def _scenario(path: Path, job: Event) -> tuple[Scenario | None, Path | None, list[Finding]]:
    named = job.pop("scenario", None)
    if not isinstance(named, str):
        what = "missing" if named is None else "string_type"
        return None, None, [Finding(code="study_key", numbers={"key": "scenario", "what": what})]
    place = path.parent / named
    reading = read(place)
    told = [one for one in reading.findings if one.severity is not Severity.INFO]
    return reading.scenario, place, told


def _edits(path: Path, settings: Any) -> list[Finding]:
    """Files of edits become what is in them; other things stay for the engine to judge."""
    files = settings.get(FILES) if isinstance(settings, dict) else None
    if not isinstance(files, list):
        return []
    findings: list[Finding] = []
    read_ones: list[Any] = []
    for name in files:
        if not isinstance(name, str):
            read_ones.append(name)
            continue
        reading = read_edits(path.parent / name)
        subject = (f"file:{name}",)
        if reading.variant is None:
            findings.append(Finding(code="study_edits_unreadable", subjects=subject))
            findings += reading.findings
        else:
            named = {"name": reading.variant.name or Path(name).stem}
            read_ones.append(reading.variant.model_copy(update=named).model_dump(mode="json"))
    settings[FILES] = read_ones
    return findings


def _plans(path: Path, settings: Any) -> list[Finding]:
    """Files of plans become what is in them, by the names that the study gives them."""
    files = settings.get(PLANS) if isinstance(settings, dict) else None
    if not isinstance(files, dict):
        return []
    findings: list[Finding] = []
    for name, file in files.items():
        if not isinstance(file, str):
            continue
        subjects = (f"file:{file}",)
        try:
            plan = Plan.model_validate_json((path.parent / file).read_bytes())
        except FileNotFoundError:
            findings.append(Finding(code="file_not_found", subjects=subjects))
        except OSError:
            findings.append(Finding(code="file_unreadable", subjects=subjects))
        except ValidationError as wrong:
            findings += _faults(wrong, subjects)
        else:
            files[name] = plan.model_dump(mode="json")
    return findings


def _faults(wrong: ValidationError, subjects: tuple[str, ...]) -> Iterator[Finding]:
    for fault in wrong.errors(include_url=False, include_context=False):
        where = ".".join(str(part) for part in fault["loc"]) or "."
        numbers: dict[str, Shown] = {"where": where, "fault": fault["type"]}
        yield Finding(code="not_a_plan", subjects=subjects, numbers=numbers)


def studied(
    asked: Asked,
    on_progress: Callable[[Event], None],
    stop: threading.Event,
    *,
    yielding: bool = False,
) -> Studied:
    """Run the study; where it is wrong, everything that is wrong with it.

    Parameters
    ----------
    yielding
        Whether it leaves the machine to others where they want it.
    """
    if not asked.job:
        return Studied(None, asked.findings, wrong_job=True, ours=False)
    failed: list[Finding] = []

    def heard(event: Event) -> None:
        if event["event"] == "failed":
            failed.extend(Finding.model_validate(one) for one in event["findings"])
        else:
            on_progress(event)

    ending = run(asked.job, heard, stop, STUDIER, yielding=yielding)
    if failed:
        known = {"key": "scenario", "what": "missing"}
        new = [one for one in failed if one.numbers != known]
        return Studied(None, (*asked.findings, *new), ending.exit_code == WRONG, ours=False)
    if ending.outcome is None and not stop.is_set():
        return Studied(None, (crash(ending, Severity.ERROR),), wrong_job=False, ours=True)
    return Studied(ending.outcome, (), wrong_job=False, ours=False)
