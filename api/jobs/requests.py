"""What stands in `jobs.request`, by kind: written by the routes, read by the handlers.

A request names plans and files by their ids and never repeats what is in them, so that deleting
a scenario or a plan reaches all that was said of it. The job's own `seconds` are those of `limit`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.principal import Principal, Role
from api.store.ids import ID
from api.store.jobs import Asked
from api.store.states import Kind

Id = Annotated[str, Field(pattern=f"^{ID}$")]
Seconds = Annotated[float, Field(gt=0, le=86_400)]
Workers = Annotated[int, Field(ge=1, le=64)]
Seed = Annotated[int, Field(ge=0, lt=2**31)]


class Request(BaseModel):
    """Of any kind of job."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @property
    def limit(self) -> float:
        """Seconds of work that the job may take in all, over all of its attempts."""
        raise NotImplementedError


class SolveRequest(Request):
    """A plan for the job's scenario; its row in `plans` has the job's id.

    Attributes
    ----------
    previous
        Plan that `continuity` compares with. It must have ended: its content may not change
        between two attempts.
    """

    seconds: Seconds = 60.0
    workers: Workers = 2
    seed: Seed = 1
    previous: Id | None = None

    @property
    def limit(self) -> float:
        """The time limit of the solve."""
        return self.seconds


class StudyRequest(Request):
    """Many variants of the job's scenario, as `python -m solver.study` reads them.

    Attributes
    ----------
    settings
        By the kind of study; whole variants in it, but plans by their ids in `plans`.
    plans
        By the name that the study gives it the id of a plan that has ended.
    case_seconds
        For each case.
    seconds
        For the whole study.
    """

    study: Literal["variants", "shares", "frontier", "hiring", "stress"]
    settings: dict[str, Any] = {}
    plans: dict[str, Id] = {}
    case_seconds: Seconds = 30.0
    seconds: Seconds = 3600.0
    workers: Workers = 2
    seed: Seed = 1

    @property
    def limit(self) -> float:
        """The time limit of the whole study."""
        return self.seconds


class Reader(BaseModel):
    """For whom a job writes: its maker as signed in when it was asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    actor: str
    role: Role
    municipality: str | None = None
    school: str | None = None

    @staticmethod
    def of(principal: Principal) -> Reader:
        """The caller, to be kept with the job."""
        return Reader(
            actor=principal.actor,
            role=principal.role,
            municipality=principal.municipality,
            school=principal.school,
        )

    def principal(self, area: str) -> Principal:
        """The caller again, in the job's area."""
        return Principal(self.actor, area, self.role, self.municipality, self.school)


IMPORTED = "sent"
"""Name in `files` of what a job of kind `import` reads; it is removed when the job has ended."""


class ImportRequest(Request):
    """A scenario from a file too large to be read while somebody waits.

    The body stands in `files` under `IMPORTED`. Result: `{"scenario": id}`, or none and the
    findings on the job.

    Attributes
    ----------
    name
        Of the file as it was sent; its ending says what it is.
    """

    name: Annotated[str, Field(min_length=1, max_length=200)]
    reader: Reader

    @property
    def limit(self) -> float:
        """What reading takes at most."""
        return 300.0


class ExportedFile(BaseModel):
    """One of the files to be written.

    Attributes
    ----------
    ending
        Of `api.exports.FORMATS`, such as `.xlsx`.
    name
        In the archive, with its folders; tells nothing of a subject.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    plan: Id
    ending: str
    name: Annotated[str, Field(min_length=1, max_length=200)]
    language: Literal["fi", "sv", "en"] = "fi"


EXPORTED = "files.zip"
"""Name in `files` of what a job of kind `export` writes."""


class ExportRequest(Request):
    """Many files in one archive, which stands in `files` under `EXPORTED` in the end."""

    files: Annotated[tuple[ExportedFile, ...], Field(min_length=1, max_length=500)]
    reader: Reader

    @property
    def limit(self) -> float:
        """What writing takes at most."""
        return 300.0


KINDS: dict[Kind, type[Request]] = {
    Kind.SOLVE: SolveRequest,
    Kind.STUDY: StudyRequest,
    Kind.IMPORT: ImportRequest,
    Kind.EXPORT: ExportRequest,
}


def asked(request: Request, scenario: str | None, priority: int = 5) -> Asked:
    """The row to be added for a request: `jobs.add(connection, principal, asked(…))`."""
    kind = next(kind for kind, model in KINDS.items() if isinstance(request, model))
    return Asked(kind, scenario, request.model_dump(mode="json"), request.limit, priority)
