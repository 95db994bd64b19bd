"""The one entry: check, candidates, first plan, stages, verified outcome."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING

from scenarios.checks import PreviousMeeting, check, check_previous
from scenarios.findings import Finding, has_errors
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import Candidates, candidates
from solver.candidates.reductions import reduced
from solver.local.search import LocalSearch
from solver.measure.kpis import kpis
from solver.measure.objective import stage_values
from solver.outcome import Outcome, Run, Status
from solver.plan import Plan
from solver.search.carry import carried_over
from solver.search.effort import Effort
from solver.search.finder import MANY_NEEDS, Finder, Finders, Finds
from solver.search.first_plans import offer_first_plans
from solver.search.incumbent import Incumbent
from solver.search.params import SolveParams
from solver.search.progress import Observer
from solver.search.stages import Stages
from solver.search.stop import Clock, Stop

if TYPE_CHECKING:
    from solver.search.prover import Prover

LOOKS_AT_THE_END, MOST_SET_ASIDE = 3, 0.2
"""Each hand may be verifying a plan, another may have been told, and the best is measured.

A short solve keeps most of its time for the search all the same.
"""


def solve(
    scenario: Scenario,
    params: SolveParams | None = None,
    previous: Plan | None = None,
    *,
    observer: Observer | None = None,
    stop: Stop | None = None,
    start: Plan | None = None,
) -> Outcome:
    """Best plan that the limits allow, with a value and a proved bound for every stage.

    Parameters
    ----------
    previous
        Plan that the stage `continuity` compares with; its needs are matched by `continues`,
        else by id.
    observer
        Hears of progress and of every better, verified plan.
    stop
        Ends the solve from another thread; the best plan so far is the answer.
    start
        Plan to start from, if it keeps the rules.
    """
    work = Solve(scenario, params or SolveParams(), previous, observer=observer, stop=stop)
    return work.run(start)


class Solve:
    """A solve under way; its best plan can be asked for at any moment, from any thread.

    Parameters
    ----------
    caps
        By stage the largest value that the plan may have, in the unit of the stage.
    """

    def __init__(
        self,
        scenario: Scenario,
        params: SolveParams,
        previous: Plan | None = None,
        *,
        observer: Observer | None = None,
        stop: Stop | None = None,
        caps: Mapping[StageId, int] | None = None,
    ) -> None:
        self.scenario = scenario
        self.params = params
        self.previous = previous
        self._observer = observer or Observer()
        self._stop = stop or Stop()
        self._clock = Clock(params.seconds, deterministic=params.workers == 1)
        self._incumbent = Incumbent(scenario, previous, self._observer, caps)
        self._findings = [*check(scenario), *_findings_about_previous(scenario, previous)]
        self._stages: Stages | None = None
        self._impossible = False
        self._sizes: dict[str, int] = {"needs": len(scenario.needs)}
        self._times: dict[str, float] = {}

    def run(self, start: Plan | None = None) -> Outcome:
        """Search until proof, limit or stop."""
        if has_errors(self._findings):
            return Outcome(status=Status.REJECTED, findings=tuple(self._findings))
        effort = Effort(self._clock, self._stop, 0.0, self.params.workers, self.params.seed)
        if self.params.workers > 1:
            with Finders(self._incumbent, effort) as finders:
                self._search(finders, effort, start)
        else:
            local = LocalSearch(self.scenario, self.previous, self.params.seed)
            self._search(Finder(local, self._incumbent, self._clock), effort, start)
        return self.outcome_so_far()

    def _search(self, finder: Finds, effort: Effort, start: Plan | None) -> None:
        known = (start, carried_over(self.scenario, self.previous))
        offer_first_plans(self._incumbent, known, finder)
        self._times["first plan"] = self._clock.elapsed
        if len(self.scenario.needs) > MANY_NEEDS and self._incumbent.plan is not None:
            self._prepare_the_end(self._incumbent.plan)
        if self._incumbent.plan is None:
            with self._clock.not_counting():
                from solver.search.locked import lock

            self._impossible = lock(self._candidates(), self._incumbent, effort)
        if self._incumbent.plan is not None:
            self._stages = Stages(
                self._incumbent,
                finder,
                effort,
                self._observer,
                self._prover,
                self.params.last_stage_seconds,
            )
            self._stages.run()

    def _prepare_the_end(self, plan: Plan) -> None:
        """Keep time for what is done with plans when time is over."""
        began = self._clock.elapsed
        # What is remembered of the windows now need not be found out after the deadline.
        kpis(self.scenario, plan, self.previous)
        took = self._clock.elapsed - began
        self._clock.set_aside(min(LOOKS_AT_THE_END * took, MOST_SET_ASIDE * self.params.seconds))

    def _prover(self, on_bound: Callable[[StageId, int], None]) -> Prover:
        # No first plan waits for the solver's libraries; loading them takes a second, which is
        # not taken from the search, or a short one on a busy machine would prove nothing.
        with self._clock.not_counting():
            from solver.search.prover import Prover

        return Prover(self._candidates(), self._incumbent, on_bound, self.params.whole_up_to)

    def _candidates(self) -> Candidates:
        began = self._clock.elapsed
        given = candidates(self.scenario)
        self._sizes["candidates"] = given.size
        given = reduced(given) if self.params.reductions else given
        self._sizes["candidates_kept"] = given.size
        self._times["candidates"] = self._clock.elapsed - began
        return given

    def outcome_so_far(self) -> Outcome:
        """The best plan of this moment, each stage with the value and bound it has reached."""
        # Bounds before the plan: a plan found in between is only better than they say.
        known = self._stages is not None and self._incumbent.plan is not None
        results = self._stages.results_so_far() if self._stages and known else ()
        plan = self._incumbent.plan if known else None
        findings = [*self._findings, *self._incumbent.rejected]
        values = stage_values(self.scenario, plan, self.previous) if plan else {}
        stages = tuple(r.model_copy(update={"final": values[r.name]}) for r in results)
        if plan is None:
            findings.append(
                Finding(code="locked_pins_impossible" if self._impossible else "no_plan_in_time")
            )
        proved = bool(stages) and all(result.optimal for result in stages)
        return Outcome(
            status=_status(plan, proved=proved, impossible=self._impossible),
            plan=plan,
            stages=stages,
            kpis=kpis(self.scenario, plan, self.previous) if plan else {},
            findings=tuple(findings),
            run=self._record(proved=proved),
        )

    def _record(self, *, proved: bool) -> Run:
        packages = ("etalukkari", "ortools", "pydantic")
        return Run(
            seed=self.params.seed,
            workers=self.params.workers,
            seconds_limit=self.params.seconds,
            seconds=round(self._clock.elapsed, 3),
            strategy=self._stages.strategy if self._stages else "none",
            stopped_by=self._stopped_by(proved=proved),
            versions={name: version(name) for name in packages},
            sizes=dict(self._sizes),
            times={name: round(seconds, 3) for name, seconds in dict(self._times).items()},
        )

    def _stopped_by(self, *, proved: bool) -> str:
        if self._stop.requested:
            return "request"
        if proved:
            return "proof"
        by_work = self.params.workers == 1 and not self._clock.ended_by_wall
        return "work" if by_work else "time"


def _status(plan: Plan | None, *, proved: bool, impossible: bool) -> Status:
    if plan is None:
        return Status.INFEASIBLE if impossible else Status.FAILED
    return Status.OPTIMAL if proved else Status.FEASIBLE


def _findings_about_previous(scenario: Scenario, previous: Plan | None) -> list[Finding]:
    meetings = [
        PreviousMeeting(
            group.group, meeting.day, meeting.start, tuple(member.need for member in group.members)
        )
        for group in (previous.groups if previous else ())
        for meeting in group.meetings
    ]
    return list(check_previous(scenario, meetings))
