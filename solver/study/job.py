"""A study as it is asked for; everything that is wrong with it is said at once."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, NamedTuple, get_args

from pydantic import AfterValidator, BaseModel, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from scenarios.files.faults import shortened
from scenarios.findings import Finding, Shown
from scenarios.scenario import Scenario
from solver.study.kinds import KINDS
from solver.study.store import Limits

MOST_WORKERS = 64
_LIMITS = ("ge", "gt", "le", "lt", "decimal_places")
_SETTINGS = "settings"


def _known_kind(kind: str) -> str:
    if kind not in KINDS:
        raise PydanticCustomError("no_kind", "no kind of study", {"known": ", ".join(KINDS)})
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
        raise JobError([_finding("job", "json_invalid")]) from error
    if not isinstance(given, dict):
        raise JobError([_finding("job", "json_invalid")])
    findings: list[Finding] = []
    job = scenario = settings = None
    try:
        job = Job.model_validate(given)
    except ValidationError as wrong:
        findings += _faults(wrong, Job, ())
    kind = KINDS.get(str(given.get("kind")))
    if kind is not None and isinstance(given.get(_SETTINGS, {}), dict):
        try:
            settings = kind.settings.model_validate(given.get(_SETTINGS, {}))
        except ValidationError as wrong:
            findings += _faults(wrong, kind.settings, (str(given["kind"]),))
    if job is not None:
        tables = {name: rows for name, rows in job.scenario.items() if name != "schema_version"}
        try:
            scenario = Scenario.model_validate(tables)
        except ValidationError as wrong:
            findings += _faults(wrong, Scenario, ("scenario",))
    if findings or job is None or scenario is None or settings is None:
        raise JobError(findings)
    return Read(job, scenario, settings)


def _faults(
    wrong: ValidationError, model: type[BaseModel], above: tuple[str, ...]
) -> Iterator[Finding]:
    for fault in wrong.errors(include_url=False):
        key = _path((*above, *fault["loc"]))
        if fault["type"] == "extra_forbidden":
            yield _unknown(key, fault, _keys_at(model, fault["loc"][:-1]))
        else:
            yield _finding(key, fault["type"], **_numbers(fault))


def _finding(key: str, what: str, **numbers: Shown) -> Finding:
    return Finding(code="study_key", numbers={"key": key, "what": what, **numbers})


def _unknown(key: str, fault: ErrorDetails, known: list[str]) -> Finding:
    near = get_close_matches(str(fault["loc"][-1]), known, n=1, cutoff=0.5)
    if near:
        return _finding(key, "unknown_near", nearest=near[0])
    return _finding(key, "unknown", known=", ".join(known))


def _numbers(fault: ErrorDetails) -> dict[str, Shown]:
    context = fault.get("ctx", {})
    numbers: dict[str, Shown] = {}
    if fault["type"] != "missing":
        numbers["given"] = shortened(fault["input"])
    limit = next((context[name] for name in _LIMITS if name in context), None)
    if limit is not None:
        numbers["limit"] = limit if isinstance(limit, int) else float(limit)
    if "expected" in context or "known" in context:
        numbers["known"] = str(context.get("known") or context["expected"])
    return numbers


def _path(location: tuple[int | str, ...]) -> str:
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).lstrip(".")


def _keys_at(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Keys that are known at a place; those of a kind stand in a table of its name."""
    for part in (part for part in location if isinstance(part, str)):
        field = model.model_fields.get(part)
        inner = [one for one in _within(field.annotation) if field] if field else []
        if not inner:
            return []
        model = inner[0]
    return [name for name in model.model_fields if name != _SETTINGS]


def _within(annotation: Any) -> Iterator[type[BaseModel]]:
    """Models in a type such as `tuple[Variant, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _within(part)
