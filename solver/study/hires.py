"""What a study of whom to hire is given and what it reports."""

from __future__ import annotations

from pydantic import Field

from scenarios.rules import StageId
from scenarios.variants import Edit
from solver.measure.numbers import Number
from solver.plan import Plan
from solver.study.cases import Frozen
from solver.study.vacancies import Reason, Vacancy, VacancySettings


class Difference(Frozen):
    """How much better one optimum is than another, and what is proved of it."""

    found: int | None = Field(
        description="Between the plans found, or 0 if no other is possible; none if not solved."
    )
    at_least: int | None = Field(description="Proved; none if nothing is.")
    at_most: int | None = Field(description="Proved; none if nothing is.")

    @property
    def proved(self) -> bool:
        """Whether the difference of the plans found is that of the best plans."""
        return self.found is not None and self.at_least == self.found == self.at_most


class HiringSettings(VacancySettings):
    """Which posts are thought of, and how many of them are solved."""

    cases: int = Field(default=24, ge=1, le=10_000, description="Most posts solved.")
    second_cases: int = Field(
        default=6, ge=0, le=10_000, description="Most posts solved beside the best; 0 = none."
    )


class Hire(Frozen):
    """A post, and what it gains over not hiring; differences are of best plans."""

    vacancy: Vacancy
    reasons: tuple[Reason, ...] = Field(description="What in the plan before speaks for it.")
    case: str = Field(description="Case that tells; empty if only bounds do.")
    statutory: Difference = Field(description="Half pupil-lessons of duties served more.")
    coverage: Difference = Field(description="Half pupil-lessons of promises served more.")
    cost: Difference = Field(
        description="Cents a week saved in the stage `cost`, the post's own cost taken off."
    )
    bill: int | None = Field(description="Cents a week that the bill rises, none if not solved.")
    year: Number | None = Field(description="Euros saved a year in the stage `cost`.")
    gained: tuple[str, ...] = Field(description="Needs served only with the hire.")
    lost: tuple[str, ...] = Field(description="Needs served only without.")
    taught: tuple[str, ...] = Field(description="Needs that the hire teaches.")
    half_lessons: int | None = Field(description="Lessons that the hire teaches, in halves.")
    edits: tuple[Edit, ...] = Field(description="Make the scenario with the post of the first.")
    plan: Plan | None = Field(description="Of the scenario with these edits.")

    @property
    def rank(self) -> tuple[int, ...]:
        """The better, the smaller: duties, promises, money; what was not solved comes last."""
        found = (self.statutory.found, self.coverage.found, self.cost.found)
        return (self.plan is None, *(-(one or 0) for one in found))

    @property
    def hopeless(self) -> bool:
        """Whether it is proved that the post serves nothing more and saves nothing."""
        most = (self.statutory.at_most, self.coverage.at_most, self.cost.at_most)
        return all(one is not None and one <= 0 for one in most)


class HiringReport(Frozen):
    """Posts, the best first; then the best again beside the first of them."""

    now: dict[StageId, int] = Field(description="Values without a hire.")
    plan: Plan = Field(description="The plan without a hire.")
    hires: tuple[Hire, ...]
    first: str = Field(description="Vacancy that is filled beside the second hires; empty = none.")
    second: tuple[Hire, ...] = Field(
        description=(
            "What a second hire gains once the first is made: the best pair that begins with the "
            "best single hire. Another pair may be better."
        )
    )
    cases: int = Field(description="Scenarios solved.")
    unanswered: tuple[str, ...] = Field(description="Cases for which no plan was found.")
