"""What kinds of jobs there are, and where a job can be."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Kinds of jobs."""

    SOLVE = "solve"
    STUDY = "study"
    IMPORT = "import"
    EXPORT = "export"


class State(StrEnum):
    """Where a job is; the last three are ends, and a job ends once."""

    QUEUED = "queued"
    SOLVING = "solving"
    COMPLETED = "completed"
    STOPPED = "stopped"
    FAILED = "failed"


ENDS = frozenset([State.COMPLETED, State.STOPPED, State.FAILED])
