"""What a study of the frontier is given and what it reports."""

from __future__ import annotations

from pydantic import Field

from scenarios.rules import StageId
from solver.plan import Plan
from solver.study.cases import Frozen


class FrontierSettings(Frozen):
    """How far a frontier is looked into."""

    cases: int = Field(
        default=30, ge=0, le=10_000, description="Most scenarios solved between the ends."
    )
    at_once: int = Field(
        default=4, ge=1, le=64, description="Most of them asked for together, to be shared out."
    )
    optional: bool = Field(
        default=False,
        description=(
            "Whether an unserved optional need costs its worth, as in the stage `cost`; "
            "else the cost is the bill and optional needs are not bought."
        ),
    )


class Step(Frozen):
    """A plan of the frontier."""

    case: str = Field(description="Question that brought it.")
    statutory: int = Field(description="Unserved duties, half pupil-lessons.")
    coverage: int = Field(description="Unserved promises, half pupil-lessons.")
    cost: int = Field(description="Cents a week.")
    cost_bound: int = Field(description="No plan that serves as much is cheaper, cents a week.")
    half_lessons: int = Field(description="Lessons taught a week, in halves.")
    half_overtime: int = Field(description="Lessons above the contracts, in halves.")
    plan: Plan

    @property
    def proved(self) -> bool:
        """Whether no plan that serves as much is cheaper."""
        return self.cost == self.cost_bound

    def unserved(self, stage: StageId) -> int:
        """Half pupil-lessons unserved in the stage."""
        return self.statutory if stage is StageId.STATUTORY else self.coverage


class Stretch(Frozen):
    """Amounts between two steps at which a cheaper plan than the dearer one is not ruled out."""

    least: int = Field(description="Half pupil-lessons unserved.")
    most: int = Field(description="Half pupil-lessons unserved.")
    cost_least: int = Field(description="Any such plan costs at least this, cents a week.")
    cost_below: int = Field(description="A plan that costs this is known, cents a week.")

    @property
    def area(self) -> int:
        """How much is not known."""
        return (self.most - self.least + 1) * (self.cost_below - self.cost_least)


class Leg(Frozen):
    """Steps along which one stage moves, the cheapest first."""

    stage: StageId = Field(description="What moves: `statutory` or `coverage`.")
    steps: tuple[Step, ...]
    open: tuple[Stretch, ...] = Field(description="Where a step may be missing; none if exact.")
    least_unserved: int = Field(
        description="No plan leaves less unserved in this stage, half pupil-lessons."
    )

    @property
    def exact(self) -> bool:
        """Whether these are all the steps there are, and each as cheap as can be."""
        ends = bool(self.steps) and self.steps[-1].unserved(self.stage) == self.least_unserved
        return ends and not self.open and all(step.proved for step in self.steps)


class FrontierReport(Frozen):
    """Both legs."""

    legs: tuple[Leg, ...]
    cases: int = Field(description="Scenarios solved.")
    unanswered: tuple[str, ...] = Field(description="Cases for which no plan was found.")

    @property
    def exact(self) -> bool:
        """Whether every step is shown and proved."""
        return all(leg.exact for leg in self.legs)
