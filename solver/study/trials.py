"""What a study of stress is given and reports: how plans fare in futures, and over all of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from pydantic import Field

from scenarios.fields import HalfLessons
from scenarios.rules import StageId
from solver.measure.numbers import Number, rounded
from solver.plan import Plan
from solver.study.cases import Frozen
from solver.study.futures import Future, FutureSettings, Kind


class Trial(Frozen):
    """A plan in a future. Amounts are half pupil-lessons unless said otherwise."""

    future: str
    statutory: int = Field(description="Duties unserved as it stands.")
    coverage: int = Field(description="Promises unserved as it stands.")
    lost: int = Field(description="Served by the plan and no longer, as it stands.")
    lost_year: int = Field(
        description="Pupil-lessons a year that the plan loses because a break moves."
    )
    lost_by_kind: dict[Kind, int] = Field(
        description="As `lost`, if only this happened: it need not sum up."
    )
    regret_statutory: int = Field(description="`statutory` less that of the best plan here.")
    regret_coverage: int = Field(description="`coverage` less that of the best plan here.")
    again_statutory: int | None = Field(description="Duties unserved after planning again.")
    again_coverage: int | None = Field(description="Promises unserved after planning again.")
    again_proved: bool = Field(description="Whether no planning again serves more.")
    moved: int | None = Field(description="Served before and after, at another time or teacher.")
    dropped: int | None = Field(description="Served before, and not after planning again.")


class Spread(Frozen):
    """A number over futures."""

    futures: int = Field(description="In how many futures it was measured.")
    mean: Number | None
    worst: int | None


class Candidate(Frozen):
    """A plan and how it holds. Amounts are half pupil-lessons unless said otherwise."""

    name: str
    plan: Plan
    statutory: int = Field(description="Duties unserved if nothing happens.")
    coverage: int = Field(description="Promises unserved if nothing happens.")
    cost: int = Field(description="Stage `cost` if nothing happens, cents a week.")
    trials: tuple[Trial, ...] = Field(description="By future.")
    lost: Spread
    lost_year: Spread
    lost_by_kind: dict[Kind, Spread] = Field(description="Over the futures in which it happens.")
    moved: Spread
    dropped: Spread
    regret_statutory: int = Field(description="Largest over the futures.")
    regret_coverage: int = Field(description="Largest over the futures.")

    @property
    def values(self) -> dict[StageId, int]:
        """What is unserved and what it costs if nothing happens."""
        return {
            StageId.STATUTORY: self.statutory,
            StageId.COVERAGE: self.coverage,
            StageId.COST: self.cost,
        }

    @property
    def rank(self) -> tuple[object, ...]:
        """The better, the smaller: regret, what is lost, what would be moved, money."""
        lost, moved = self.lost.mean or 0, self.moved.mean
        regret = (self.regret_statutory, self.regret_coverage)
        return (*regret, lost, moved is None, moved or 0, self.cost)


class StressSettings(FutureSettings):
    """Which plans are put to the test, and what happens to them."""

    plans: dict[str, Plan] = Field(
        default_factory=dict, description="Plans of the scenario by name, besides those made."
    )
    spare_lessons: HalfLessons = Field(
        default=Decimal(1), description="Weekly lessons that a plan with spare hours leaves each."
    )
    spare_seats: int = Field(
        default=1, ge=0, description="Seats that a plan with spare seats leaves in each group."
    )
    replanned: int = Field(
        default=2, ge=0, description="Plans that are planned again, those that stand best first."
    )


class StressReport(Frozen):
    """Plans, the one that holds best first."""

    futures: tuple[Future, ...]
    candidates: tuple[Candidate, ...]
    cases: int = Field(description="Scenarios solved.")
    unanswered: tuple[str, ...] = Field(description="Cases for which no plan was found.")


def summed(
    name: str, plan: Plan, values: Mapping[StageId, int], trials: tuple[Trial, ...]
) -> Candidate:
    """The plan with its trials and what they amount to."""
    kinds = [kind for kind in Kind if any(kind in trial.lost_by_kind for trial in trials)]
    return Candidate(
        name=name,
        plan=plan,
        statutory=values[StageId.STATUTORY],
        coverage=values[StageId.COVERAGE],
        cost=values[StageId.COST],
        trials=trials,
        lost=_spread(trial.lost for trial in trials),
        lost_year=_spread(t.lost_year for t in trials if Kind.BREAK in t.lost_by_kind),
        lost_by_kind={
            kind: _spread(t.lost_by_kind[kind] for t in trials if kind in t.lost_by_kind)
            for kind in kinds
        },
        moved=_spread(trial.moved for trial in trials if trial.moved is not None),
        dropped=_spread(trial.dropped for trial in trials if trial.dropped is not None),
        regret_statutory=max((trial.regret_statutory for trial in trials), default=0),
        regret_coverage=max((trial.regret_coverage for trial in trials), default=0),
    )


def _spread(numbers: Iterable[int]) -> Spread:
    seen = list(numbers)
    if not seen:
        return Spread(futures=0, mean=None, worst=None)
    return Spread(futures=len(seen), mean=rounded(Fraction(sum(seen), len(seen))), worst=max(seen))


def with_regret(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Each with its regrets: in a future the plan that stands best has none."""
    by_future = list(zip(*(one.trials for one in candidates), strict=True))
    duties = [min(trial.statutory for trial in trials) for trials in by_future]
    promises = [min(trial.coverage for trial in trials) for trials in by_future]
    return [
        summed(
            one.name,
            one.plan,
            one.values,
            tuple(
                trial.model_copy(
                    update={
                        "regret_statutory": trial.statutory - duty,
                        "regret_coverage": trial.coverage - promise,
                    }
                )
                for trial, duty, promise in zip(one.trials, duties, promises, strict=True)
            ),
        )
        for one in candidates
    ]
