"""The best plan so far: verified, measured, and only ever replaced by a better one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence

from scenarios.findings import Finding
from scenarios.rules import StageId, allowed
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from solver.model.grains import most_grains
from solver.plan import Plan, renumbered, with_groups
from solver.search.progress import Observer
from solver.verify.report import verify

WHO_AND_WHAT_STAYS = (StageId.STATUTORY, StageId.COVERAGE, StageId.CONTINUITY)


def stage_order(scenario: Scenario, previous: Plan | None) -> tuple[StageId, ...]:
    """Stages to optimise, in order; continuity only against a previous plan."""
    return tuple(
        stage
        for stage in scenario.settings.priorities
        if previous is not None or stage is not StageId.CONTINUITY
    )


class Incumbent:
    """Holder of the best plan.

    Parameters
    ----------
    caps
        By stage the largest value that any plan may have, in its unit, from the first plan on.
        Without a previous plan nothing can change, and a cap on `continuity` says nothing.

    Attributes
    ----------
    limits
        By finished stage the largest value that later stages may leave, in its unit.
    rejected
        Rules broken by plans that the model believed in: each is a defect of ours. Said apart
        from the violations of a plan that is given, for no such plan is.
    """

    def __init__(
        self,
        scenario: Scenario,
        previous: Plan | None,
        observer: Observer | None = None,
        caps: Mapping[StageId, int] | None = None,
    ) -> None:
        self.scenario = scenario
        self.previous = previous
        self.order = stage_order(scenario, previous)
        self.limits: dict[StageId, int] = {}
        self._caps = {
            stage: most
            for stage, most in (caps or {}).items()
            if previous is not None or stage is not StageId.CONTINUITY
        }
        self.rejected: list[Finding] = []
        self.plan: Plan | None = None
        self.values: dict[StageId, int] = {}
        self.on_better: Callable[[], None] = lambda: None
        self._observer = observer or Observer()
        self._lock = threading.Lock()

    def who_and_what_stays(self) -> tuple[StageId, ...]:
        """Open stages about who is served and what stays as it was, in their order."""
        return tuple(
            stage
            for stage in self.order
            if stage in WHO_AND_WHAT_STAYS and stage not in self.limits
        )

    def offer(self, plan: Plan) -> bool:
        """Take the plan if it is sound, keeps the limits and is better; say whether it was.

        A plan that breaks a rule is remembered: whoever offers it believed in it.
        """
        violations = verify(self.scenario, plan)
        if violations:
            self._reject(violations)
            return False
        return self._take(plan)

    def try_out(self, plan: Plan) -> bool:
        """The same for a plan that is not known to keep the rules; if not, nothing is said."""
        return not verify(self.scenario, plan) and self._take(plan)

    def exchange(self, part: Plan) -> bool:
        """Try the plan with the groups of these needs in place of its own."""
        if self.plan is None:
            return False
        own = {*part.group_of, *part.unserved}
        others = [group for group in self.plan.groups if group.members[0].need not in own]
        groups = renumbered([*others, *part.groups])
        return self.try_out(with_groups(self.scenario, groups))

    def _take(self, plan: Plan) -> bool:
        values = stage_values(self.scenario, plan, self.previous)
        with self._lock:
            if not self._better(values):
                return False
            # In this order: whoever sees a plan from another thread finds its values.
            self.values = values
            self.plan = plan
        self._observer.on_plan(plan)
        self.on_better()
        return True

    def _reject(self, violations: Sequence[Finding]) -> None:
        rules = ", ".join(sorted({violation.code for violation in violations}))
        finding = Finding(code="plan_rejected_by_verifier", numbers={"rules": rules})
        if finding not in self.rejected:
            self.rejected.append(finding)

    def close(self, stage: StageId) -> None:
        """The stage is over: later ones may worsen it by its slack at most."""
        slack = self.scenario.settings.slack(stage)
        self.limits[stage] = allowed(self.values[stage], slack)

    @property
    def held(self) -> dict[StageId, int]:
        """By stage what every plan must stay within: limits of finished stages, and caps."""
        within = [*self.limits.items(), *self._caps.items()]
        return {stage: min(most for s, most in within if s is stage) for stage, _ in within}

    def limits_in_grains(self) -> dict[StageId, int]:
        """The limits in the grains of the model."""
        return {stage: most_grains(stage, limit) for stage, limit in self.limits.items()}

    def _better(self, values: dict[StageId, int]) -> bool:
        if any(values[stage] > limit for stage, limit in self.held.items()):
            return False
        if self.plan is None:
            return True
        still_open = [stage for stage in self.order if stage not in self.limits]
        return [values[s] for s in still_open] < [self.values[s] for s in still_open]
