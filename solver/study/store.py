"""The folder of a study: one file for each finished case, trusted only after a look at it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import rfc8785
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from scenarios.findings import Finding, Severity
from solver.plan import Plan
from solver.search.params import SolveParams
from solver.study.cases import Answer, Case
from solver.verify.recheck import recheck


class Limits(BaseModel):
    """How hard each case is tried."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seconds: float = Field(default=30, gt=0, le=86_400, description="For one case.")
    seed: int = Field(default=1, ge=0, lt=2**31)

    def params(self, case: Case) -> SolveParams:
        """How the case is solved: in one thread, so the same whatever else the machine does."""
        seconds = self.seconds * case.effort
        return SolveParams(
            seconds=seconds,
            workers=1,
            seed=self.seed,
            last_stage_seconds=seconds * case.last_share,
        )


@cache
def _versions() -> dict[str, str]:
    return {package: version(package) for package in ("etalukkari", "ortools")}


def key_of(case: Case, limits: Limits) -> str:
    """Name of all that decides the answer: what is asked, how hard it is tried, and by what."""
    return _digest(
        {
            "scenario": case.scenario.content_hash,
            "previous": _plain(case.previous),
            "start": _plain(case.start),
            "params": limits.params(case).model_dump(mode="json"),
            "versions": _versions(),
        }
    )


def _plain(plan: Plan | None) -> Any:
    return None if plan is None else plan.model_dump(mode="json")


def _digest(value: Any) -> str:
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


class Store:
    """Answers on disk.

    Attributes
    ----------
    findings
        Files that were found and could not be trusted; their cases are solved anew.
    """

    def __init__(self, folder: Path) -> None:
        self.findings: list[Finding] = []
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def load(self, key: str, case: Case) -> Answer | None:
        """The answer of the case, if it is there and whole, and its plan keeps every rule."""
        path = self._path(key)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        answer = _read(data, key)
        if answer is None:
            self._distrust(Finding(code="study_file_damaged", subjects=(f"file:{path.name}",)))
            return None
        if recheck(case.scenario, answer.plan, answer.stages, case.previous):
            self._distrust(Finding(code="study_file_wrong", subjects=(f"file:{path.name}",)))
            return None
        return answer.model_copy(update={"case": case.name})

    def save(self, key: str, answer: Answer) -> None:
        """Keep the answer, in one step: nobody ever finds half of it."""
        said = answer.model_dump(mode="json")
        text = json.dumps({"key": key, "digest": _digest(said), "answer": said}, ensure_ascii=False)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=self._folder)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, self._path(key))
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(name)
            raise

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.json"

    def _distrust(self, finding: Finding) -> None:
        self.findings.append(finding.model_copy(update={"severity": Severity.WARNING}))


def _read(data: bytes, key: str) -> Answer | None:
    """The answer in a file, unless the file is not as it was written, or is another case's."""
    try:
        kept = json.loads(data)
        whole = kept["key"] == key and kept["digest"] == _digest(kept["answer"])
        return Answer.model_validate(kept["answer"]) if whole else None
    except (ValueError, KeyError, TypeError, ValidationError, rfc8785.CanonicalizationError):
        return None
