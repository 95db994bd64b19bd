"""Plans as the routes read them: who asks, what they see of it, and the contents behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.access.rights import Action
from api.principal import Principal
from api.store import audit, jobs, plans, scenarios
from api.store.engine import Transaction
from api.store.ids import is_id
from api.store.reach import municipalities_of
from api.store.rows import Found
from api.store.states import ENDS
from api.views.sight import Glance, Sight, sees_whole, sight
from api.web.depends import Caller, Parts, Service, demand
from api.web.desk import Desk
from api.web.problems import Problem
from scenarios.scenario import Scenario
from solver.measure.unproved import unproved
from solver.outcome import Outcome, StageResult
from solver.plan import Plan


@dataclass(frozen=True)
class Opened:
    """A plan that somebody may reach.

    Attributes
    ----------
    row
        As of `api.store.plans.find`.
    best
        The best plan known; none before the first.
    """

    caller: Principal
    row: Found
    scenario: Scenario
    sight: Sight
    best: Plan | None

    @property
    def plan(self) -> Plan:
        """The best plan known.

        Raises
        ------
        Problem
            409 if there is none yet, or none was found.
        """
        if self.best is None:
            raise Problem(409, "plan_is_empty")
        return self.best

    @property
    def stages(self) -> tuple[StageResult, ...]:
        """What is proved of the plan; nothing before the solve has ended."""
        stages = (self.row.outcome or {}).get("stages", ())
        return tuple(StageResult.model_validate(one) for one in stages)

    def outcome(self, previous: Plan | None) -> Outcome:
        """What is known of the plan; measured, as long as its solve has not ended."""
        if self.row.outcome is None:
            return unproved(self.scenario, self.plan, previous)
        return Outcome.model_validate({**self.row.outcome, "plan": self.plan})

    def may(self, action: Action) -> Opened:
        """Itself, for whoever may do that with it.

        Raises
        ------
        Problem
            403 for everybody else.
        """
        demand(self.caller, action, self.sight.whole)
        return self

    def ended(self) -> Opened:
        """Itself, once nothing changes it any more by itself.

        Raises
        ------
        Problem
            409 as long as it waits or is being solved.
        """
        if self.row.state not in ENDS:
            raise Problem(409, "plan_not_ended")
        return self


class Reader:
    """Reads for one request."""

    def __init__(self, request: Request, service: Service, caller: Caller) -> None:
        self.service: Parts = service
        self.caller = caller
        self.desk: Desk = request.app.state.desk
        self.request: str | None = getattr(request.state, "request_id", None)

    def open(self, named: str) -> Opened:
        """A plan with its contents.

        Raises
        ------
        Problem
            404 if there is none that the caller may reach.
        """
        with self.service.store.read() as connection:
            return self.opened(connection, named)

    def opened(self, connection: Transaction, named: str) -> Opened:
        """The same within a transaction."""
        row = self.row(connection, named)
        scenario = self.scenario(connection, row.scenario)
        best = self.best(connection, row)
        return Opened(self.caller, row, scenario, sight(self.caller, scenario), best)

    def note(self, action: str, opened: Opened) -> None:
        """Write down that data of other municipalities was read, if it was."""
        self.note_of(action, "plan", opened.row.id, opened.scenario, opened.sight)

    def note_of(self, action: str, noun: str, named: str, scenario: Scenario, sight: Sight) -> None:
        """The same of anything that shows data of a scenario."""
        owners = {one.municipality for one in scenario.municipalities}
        if sight.whole and owners != {self.caller.municipality}:
            with self.service.store.write() as connection:
                audit.record_across(
                    connection, self.caller, action, noun, named, owners, self.request
                )

    def changed(self, connection: Transaction, action: str, noun: str, named: str) -> None:
        """Write down a change, in its transaction."""
        audit.record(connection, self.caller, action, noun, named, request=self.request)

    def queue(self, connection: Transaction, job: jobs.Asked, noun: str) -> str:
        """Keep a job and say its id; it is begun when this is committed."""
        named = jobs.add(connection, self.caller, job)
        self.service.jobs.submit(connection, named)
        self.changed(connection, f"{noun}.asked", noun, named)
        return named

    def row(self, connection: Transaction, named: str) -> Found:
        """The row of a plan, its contents left where they are."""
        row = plans.find(connection, self.caller, named) if is_id(named) else None
        if row is None:
            raise Problem(404, "not_found")
        return row

    def sight(self, connection: Transaction, row: Found) -> Glance:
        """How much the caller sees of the plan of a row, without reading its scenario."""
        return Glance(sees_whole(self.caller, municipalities_of(connection, row.scenario)))

    def changeable(self, named: str, action: Action) -> Found:
        """The row of a plan with which the caller may do that.

        Raises
        ------
        Problem
            404 if there is none to be reached, 403 if it may not be done.
        """
        with self.service.store.read() as connection:
            row = self.row(connection, named)
            demand(self.caller, action, self.sight(connection, row).whole)
            return row

    def check_may(self, connection: Transaction, action: Action, scenario: str) -> None:
        """Go on only with a scenario with which the caller may do that; its content is not read.

        Raises
        ------
        Problem
            404 if there is none to be reached, 403 if it may not be done.
        """
        self.scenario_row(connection, scenario)
        whole = sees_whole(self.caller, municipalities_of(connection, scenario))
        demand(self.caller, action, whole)

    def scenario(self, connection: Transaction, named: str) -> Scenario:
        """A scenario.

        Raises
        ------
        Problem
            404 if there is none that the caller may reach.
        """
        return self.scenario_of(connection, self.scenario_row(connection, named))

    def scenario_of(self, connection: Transaction, row: Found) -> Scenario:
        """The content of a scenario's row."""
        return self.desk.scenarios.get(
            (row.area, row.hash), lambda: scenarios.load(connection, row)
        )

    def scenario_row(self, connection: Transaction, named: str) -> Found:
        """The row of a scenario, its content left where it is.

        Raises
        ------
        Problem
            404 if there is none that the caller may reach.
        """
        row = scenarios.find(connection, self.caller, named) if is_id(named) else None
        if row is None:
            raise Problem(404, "not_found")
        return row

    def previous(self, row: Found) -> Plan | None:
        """The plan that continuity is measured against, if there is one and it is still there."""
        if row.previous is None:
            return None
        with self.service.store.read() as connection:
            before = plans.find(connection, self.caller, row.previous)
            return None if before is None else self.best(connection, before)

    def best(self, connection: Transaction, row: Found) -> Plan | None:
        """The best plan of a row."""
        if row.hash is None:
            return None

        def read() -> Plan:
            plan = plans.load(connection, row)
            if plan is None:
                raise LookupError(f"plan {row.id} has no content")
            return plan

        return self.desk.plans.get((row.area, row.hash), read)


Reading = Annotated[Reader, Depends(Reader)]
