"""What a study asks and hears: many scenarios, each solved once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from scenarios.findings import Finding
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.outcome import StageResult
from solver.plan import Plan


class Case(NamedTuple):
    """One question of a study: a scenario, by a name that no other case of the study has.

    Attributes
    ----------
    previous
        Plan that the stage `continuity` compares with.
    start
        Plan to start from, in the ids of the scenario, if it keeps the rules.
    effort
        How many times the study's seconds for a case this one may take.
    last_share
        The part of its seconds that the last stage may take.
    needed
        Whether the study cannot go on without a plan; else one that is not found in time is left
        out of the answers.
    """

    name: str
    scenario: Scenario
    previous: Plan | None = None
    start: Plan | None = None
    effort: int = 1
    last_share: float = 1.0
    needed: bool = True


class Frozen(BaseModel):
    """Settings, answers and reports of studies: data that cannot change."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Answer(Frozen):
    """What became of a case: a verified plan with the value and bound of each stage."""

    case: str
    plan: Plan
    stages: tuple[StageResult, ...] = Field(description="In the order in which they were solved.")

    def value(self, stage: StageId) -> int:
        """Value of the stage in the plan, in the stage's unit.

        Raises
        ------
        LookupError
            If the stage was not asked for.
        """
        final = self._result(stage).final
        if final is None:
            raise LookupError(f"{stage} has no value in {self.case}")
        return final

    def proved(self, stage: StageId) -> bool:
        """Whether no plan that keeps the earlier stages is better in this one."""
        return self._result(stage).optimal

    def _result(self, stage: StageId) -> StageResult:
        for result in self.stages:
            if result.name is stage:
                return result
        raise LookupError(f"{stage} is no stage of {self.case}")


Ask = Callable[[Sequence[Case]], Mapping[str, Answer]]
"""Has cases solved and gives the answers by their names; a study may ask again and again.

A case without a plan in time has no answer, and if it is needed, it ends the study: `CaseError`.
"""


class StudyError(Exception):
    """A study that cannot go on, with all that is wrong; what is finished stays in its folder."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(", ".join(finding.code for finding in self.findings))


class CaseError(StudyError):
    """A case without an answer that the study needs."""
