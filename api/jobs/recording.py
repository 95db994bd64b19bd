"""What a solve tells while it runs, stored as fast as the database takes it."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any, NamedTuple, Self

import structlog
from sqlalchemy import Connection

from api.child import Event
from api.jobs.attempt import Attempt
from api.jobs.loop import Loop
from api.jobs.standing import Standing, first
from api.store import jobs, plans
from api.store.jobs import NotOursError
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.objective import stage_values
from solver.plan import Plan
from solver.verify.report import verify

STORE_SECONDS = 0.2
LIVE_SECONDS = 0.5
"""Between two events with live values; in between only the newest counts."""
SPENT_SECONDS = 1.0
"""Between two notes of the time spent, where there is nothing else to be stored."""

log = structlog.get_logger("etalukkari.jobs")


class Kept(NamedTuple):
    """The best plan known, with its standing."""

    plan: Plan
    standing: Standing


class Heard(NamedTuple):
    """A plan as the child told it, and what the stages had reached that were over."""

    plan: Event
    reached: Mapping[StageId, int]


class Recorder:
    """Hears a child, and stores from a thread of its own.

    Plans come faster than they can be checked and stored, so of those told within a beat only
    the last is. Each is verified and measured here; what the child says of it is not believed.

    Attributes
    ----------
    kept
        The best plan, whether it is stored already or not.
    reached
        By stage that is over in the child what it reached.
    """

    def __init__(
        self, attempt: Attempt, scenario: Scenario, previous: Plan | None, best: plans.Best | None
    ) -> None:
        self._attempt = attempt
        self._scenario = scenario
        self._previous = previous
        self.kept: Kept | None = None
        if best is not None:
            values = stage_values(scenario, best.plan, previous)
            reached = {StageId(name): value for name, value in best.reached.items()}
            self.kept = Kept(best.plan, first(scenario, values, reached))
        self._stored = self.kept
        self.reached: dict[StageId, int] = {}
        self._stage: StageId | None = None
        self._live: dict[str, Any] = {"stages": {}}
        self._told: dict[str, Any] | None = None
        self._told_at = self._noted_at = 0.0
        self._heard: Heard | None = None
        self._lock = threading.Lock()
        self._loop = Loop(self._beat, STORE_SECONDS)

    def __enter__(self) -> Self:
        self._loop.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.end()

    def hear(self, event: Event) -> None:
        """Take an event of the child; quick, for the child waits."""
        match event:
            case {"event": "plan", "plan": dict(plan)}:
                with self._lock:
                    self._heard = Heard(plan, dict(self.reached))
            case {"event": "progress", "stage": str(stage), **values}:
                self._progress(StageId(stage), values)

    def _progress(self, stage: StageId, values: dict[str, Any]) -> None:
        known = {name: values.get(name) for name in ("value", "bound", "gap")}
        with self._lock:
            stages = self._live["stages"]
            if stage in self.reached:
                # Another child has begun after the first one crashed.
                self.reached = {}
            elif self._stage not in (None, stage):
                self.reached[self._stage] = stages[self._stage]["value"]
            self._stage = stage
            self._live = {
                "stage": stage.value,
                "seconds_left": values.get("seconds_left"),
                "stages": {**stages, stage.value: known},
            }

    def offer(self, plan: Plan, reached: Mapping[StageId, int]) -> bool:
        """Take a plan if it keeps every rule and beats the one kept; say whether it does."""
        if broken := verify(self._scenario, plan):
            codes = sorted({one.code for one in broken})
            log.error("plan refused", rules=codes)
            return False
        values = stage_values(self._scenario, plan, self._previous)
        if self.kept is None:
            self.kept = Kept(plan, first(self._scenario, values, reached))
            return True
        if not self.kept.standing.beaten_by(values):
            return False
        self.kept = Kept(plan, self.kept.standing.then(values, reached))
        return True

    def store(self, connection: Connection) -> None:
        """Write the plan kept, if it is not yet; the caller holds the job's row."""
        kept = self.kept
        if kept is None or kept is self._stored:
            return
        values = {stage.value: kept.standing.values[stage] for stage in kept.standing.order}
        reached = {stage.value: value for stage, value in kept.standing.reached.items()}
        step = plans.Step(values, self._attempt.row.attempts, reached)
        number = plans.keep_step(connection, self._attempt.job, kept.plan, step)
        jobs.tell(connection, self._attempt.job, "plan", {"number": number, "values": values})

    def finish(self, connection: Connection) -> None:
        """Write everything that was heard last; the caller holds the job's row."""
        self.store(connection)
        if self._live["stages"]:
            plans.set_live(connection, self._attempt.job, self._live)

    def _beat(self) -> None:
        with self._lock:
            heard, self._heard = self._heard, None
            live = self._live
        if heard is not None:
            self.offer(Plan.model_validate(heard.plan), heard.reached)
        moment = time.monotonic()
        news = live is not self._told and live["stages"] and moment - self._told_at >= LIVE_SECONDS
        if self.kept is self._stored and not news and moment - self._noted_at < SPENT_SECONDS:
            return
        kept = self.kept

        def written(connection: Connection) -> None:
            self.store(connection)
            if news:
                plans.set_live(connection, self._attempt.job, live)
                jobs.tell(connection, self._attempt.job, "live", live)

        try:
            self._attempt.write(written)
        except NotOursError:
            return
        self._stored, self._noted_at = kept, moment
        if news:
            self._told, self._told_at = live, moment
