"""What a solve tells while it runs; nobody has to listen."""

from __future__ import annotations

from scenarios.rules import StageId
from solver.plan import Plan


class Observer:
    """Listener with nothing to say; override what is of interest. Called from any thread."""

    def on_progress(
        self, stage: StageId, value: int, bound: int | None, seconds_left: float
    ) -> None:
        """A stage has this value and bound in its unit."""

    def on_plan(self, plan: Plan) -> None:
        """A verified plan, better than all before."""
