"""What a worker of a study is told, and what it tells back."""

from __future__ import annotations

from typing import NamedTuple

from scenarios.findings import Finding
from solver.search.params import SolveParams
from solver.study.cases import Answer, Case


class Task(NamedTuple):
    """A case to be solved, and how hard to try."""

    key: str
    case: Case
    params: SolveParams


class Solved(NamedTuple):
    """The answer of a task."""

    key: str
    answer: Answer


class Unsolved(NamedTuple):
    """A task without a plan, and why."""

    key: str
    findings: tuple[Finding, ...]


class Broken(NamedTuple):
    """A task at which the program failed."""

    key: str
    why: str


Message = Solved | Unsolved | Broken
