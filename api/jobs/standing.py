"""Which of two plans of one solve is better, also where its search was interrupted.

Stages are optimised in order, and a later one may worsen an earlier one by that stage's slack of
the value it reached. So of a plan alone it cannot be said whether another beats it: it matters
which stages were over when it was found, and what they had reached. A search that begins anew
from the plan works on the first stages again; what it finds there may give away what the later
stages had won, and is then no better, although an earlier stage is lower.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scenarios.rules import StageId, allowed
from scenarios.scenario import Scenario
from solver.outcome import Outcome, Status
from solver.plan import Plan

Values = Mapping[StageId, int]


@dataclass(frozen=True)
class Standing:
    """The best plan known, as far as it matters for the next.

    Attributes
    ----------
    order
        Stages in the order of the scenario's priorities.
    values
        Of the plan.
    reached
        By stage that was over when the plan was found the value that it had reached.
    """

    scenario: Scenario
    order: Sequence[StageId]
    values: Values
    reached: Values

    def beaten_by(self, values: Values) -> bool:
        """Whether a plan of these values is better."""
        stage = self._decides(values)
        if stage is None:
            return self._listed(values) < self._listed(self.values)
        return values[stage] < self.values[stage]

    def then(self, values: Values, reached: Values) -> Standing:
        """After a better plan was found, by a search in which these stages are over."""
        decides = self._decides(values)
        place = len(self.order) if decides is None else self.order.index(decides)
        kept = {
            stage: min(self.reached[stage], values[stage])
            for stage in self.order[:place]
            if stage in self.reached
        }
        both = {stage: min(kept.get(stage, value), value) for stage, value in reached.items()}
        return Standing(self.scenario, self.order, dict(values), {**kept, **both})

    def _decides(self, values: Values) -> StageId | None:
        """The first stage in which the plans differ by more than a trade within the slack."""
        return next((stage for stage in self.order if not self._trades(stage, values)), None)

    def _trades(self, stage: StageId, values: Values) -> bool:
        """Whether a stage leaves the choice between the plans to the later ones."""
        own, other = self.values[stage], values[stage]
        if own == other or stage not in self.reached:
            return own == other
        lowest = min(self.reached[stage], own, other)
        return max(own, other) <= allowed(lowest, self.scenario.settings.slack(stage))

    def _listed(self, values: Values) -> list[int]:
        return [values[stage] for stage in self.order]


def first(scenario: Scenario, values: Values, reached: Values) -> Standing:
    """With the first plan."""
    order = tuple(stage for stage in scenario.settings.priorities if stage in values)
    return Standing(scenario, order, dict(values), dict(reached))


def merged(outcome: Outcome, standing: Standing, plan: Plan) -> Outcome:
    """The outcome of a search with a plan in it that its own did not beat.

    A bound holds for every plan that keeps what the search let the earlier stages leave. From the
    first stage in which the plan does not, nothing is known of the later ones.
    """
    stages = []
    holds = before = True
    for stage in outcome.stages:
        final = standing.values[stage.name]
        value = final if stage.value is None else min(stage.value, final)
        bound = stage.bound if holds else None
        optimal = before and value == bound
        gap = None if bound is None else (value - bound) / max(1, value)
        told = {"value": value, "bound": bound, "gap": gap, "optimal": optimal, "final": final}
        stages.append(stage.model_copy(update=told))
        slack = standing.scenario.settings.slack(stage.name)
        holds = holds and stage.value is not None and final <= allowed(stage.value, slack)
        before = optimal
    proved = bool(stages) and all(stage.optimal for stage in stages)
    return outcome.model_copy(
        update={
            "status": Status.OPTIMAL if proved else Status.FEASIBLE,
            "plan": plan,
            "stages": tuple(stages),
            "kpis": {},
        }
    )
