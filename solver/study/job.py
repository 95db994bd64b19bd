"""A study as it is asked for; everything that is wrong with it is said at once."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, Field, ValidationError
from pydantic_core import PydanticCustomError

from scenarios.findings import Finding
from scenarios.scenario import Scenario
from solver.study.settings import INNER, SETTINGS, faults, read_settings, study_key
from solver.study.store import Limits

MOST_WORKERS = 64


def _known_kind(kind: str) -> str:
    if kind not in SETTINGS:
        raise PydanticCustomError("no_kind", "no kind of study", {"known": ", ".join(SETTINGS)})
    return kind


class Job(Limits):
    """What is to be studied, how hard to try, and where answers are kept."""

    scenario: dict[str, Any] = Field(description="Tables of the scenario.")
    kind: Annotated[str, AfterValidator(_known_kind)]
    settings: dict[str, Any] = Field(default_factory=dict, description="By the kind.")
    folder: Path = Field(description="Made if it is not there.")
    workers: int = Field(
        default_factory=lambda: min(MOST_WORKERS, os.cpu_count() or 1), ge=1, le=MOST_WORKERS
    )


class Read(NamedTuple):
    """A job with its parts as what they are."""

    job: Job
    scenario: Scenario
    settings: BaseModel


class JobError(Exception):
    """A job that cannot be run, with a finding for each of its faults."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(", ".join(str(one.numbers) for one in findings))


def read_job(line: bytes) -> Read:
    """The job of a line.

    Raises
    ------
    JobError
        If anything is wrong with it.
    """
    try:
        given = json.loads(line)
    except ValueError as error:
        raise JobError([study_key("job", "json_invalid")]) from error
    if not isinstance(given, dict):
        raise JobError([study_key("job", "json_invalid")])
    findings: list[Finding] = []
    job = scenario = settings = None
    try:
        job = Job.model_validate(given)
    except ValidationError as wrong:
        findings += faults(wrong, Job, ())
    kind = str(given.get("kind"))
    if kind in SETTINGS and isinstance(given.get(INNER, {}), dict):
        settings, wrong_settings = read_settings(kind, given.get(INNER, {}))
        findings += wrong_settings
    if job is not None:
        tables = {name: rows for name, rows in job.scenario.items() if name != "schema_version"}
        try:
            scenario = Scenario.model_validate(tables)
        except ValidationError as wrong:
            findings += faults(wrong, Scenario, ("scenario",))
    if findings or job is None or scenario is None or settings is None:
        raise JobError(findings)
    return Read(job, scenario, settings)
