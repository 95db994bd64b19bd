"""The run through the stages: two hands, bounds of the right stage, the end when asked for."""

import threading
import time
from collections.abc import Callable

import pytest

from scenarios.library import load
from scenarios.rules import StageId
from solver.local.search import LocalSearch
from solver.search.effort import Effort
from solver.search.finder import Finder
from solver.search.first_plans import offer_first_plans
from solver.search.incumbent import Incumbent
from solver.search.params import SolveParams
from solver.search.progress import Observer
from solver.search.prover import Prover
from solver.search.stages import Stages
from solver.search.stop import Clock, Stop
from solver.solve import solve
from solver.verify.report import verify

Work = Callable[[StageId, Effort, Callable[[], bool]], None]


class OtherProver(Prover):
    """A prover that does as it is told here."""

    def __init__(self, work: Work) -> None:
        self.work = work  # type: ignore[method-assign]

    @property
    def strategy(self) -> str:
        return "told"


def stages_with(
    work: Callable[[Callable[[StageId, int], None]], Work],
    seconds: float = 2,
    last: float | None = None,
) -> tuple[Stages, Incumbent]:
    scenario = load("lappi-august")
    incumbent = Incumbent(scenario, None)
    local = LocalSearch(scenario, None, 1)
    offer_first_plans(incumbent, (), local)
    effort = Effort(Clock(seconds, deterministic=False), Stop(), 0, 2, 1)

    def make(on_bound: Callable[[StageId, int], None]) -> Prover:
        return OtherProver(work(on_bound))

    finder = Finder(local, incumbent, effort.clock)
    return Stages(incumbent, finder, effort, Observer(), make, last), incumbent


def test_what_a_late_hand_says_is_not_said_of_the_next_stage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A hand that cannot be ended at once goes on into the time of another stage."""
    monkeypatch.setattr(Stages, "_counted", lambda _self, _stage: 0)

    def slow(on_bound: Callable[[StageId, int], None]) -> Work:
        def work(stage: StageId, _effort: Effort, _over: Callable[[], bool]) -> None:
            if stage is StageId.CONVENIENCE:
                on_bound(StageId.COST, 10**9)
                on_bound(StageId.CONVENIENCE, 4)

        return work

    stages, incumbent = stages_with(slow)
    stages.run()

    bounds = {result.name: result.bound for result in stages.results_so_far()}
    assert (bounds[StageId.COST], bounds[StageId.CONVENIENCE]) == (0, 2)
    assert incumbent.plan is not None


def test_a_late_hand_is_not_set_going_again_by_slack(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was proved opens again when a later stage uses the slack; the hand stays over."""
    monkeypatch.setattr(Stages, "_counted", lambda _self, _stage: 0)
    was_over: list[bool] = []

    def late(on_bound: Callable[[StageId, int], None]) -> Work:
        def work(stage: StageId, effort: Effort, over: Callable[[], bool]) -> None:
            if stage is StageId.STATUTORY:
                on_bound(stage, incumbent.values[stage])
                while not effort.stop.requested:
                    time.sleep(0.01)
                monkeypatch.setitem(incumbent.values, stage, incumbent.values[stage] + 1)
                was_over.append(over())

        return work

    stages, incumbent = stages_with(late, seconds=4)
    stages.run()

    assert was_over == [True]


def test_the_last_stage_alone_is_held_to_its_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stages, "_counted", lambda _self, _stage: -1)
    given: dict[StageId, float] = {}

    def noted(_on_bound: Callable[[StageId, int], None]) -> Work:
        def work(stage: StageId, effort: Effort, _over: Callable[[], bool]) -> None:
            given[stage] = effort.seconds

        return work

    stages, incumbent = stages_with(noted, last=0.05)
    stages.run()

    *before, last = incumbent.order
    assert given[last] == 0.05
    assert min(given[stage] for stage in before) > 0.2


def test_an_error_of_the_second_hand_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stages, "_counted", lambda _self, _stage: 0)

    def broken(_on_bound: Callable[[StageId, int], None]) -> Work:
        def work(_stage: StageId, _effort: Effort, _over: Callable[[], bool]) -> None:
            raise ZeroDivisionError("a defect")

        return work

    stages, _ = stages_with(broken, seconds=20)
    began = time.monotonic()

    with pytest.raises(ZeroDivisionError, match="a defect"):
        stages.run()
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("after", [0.0, 0.4, 1.5, 3.0])
def test_a_request_to_stop_is_answered_with_a_verified_plan(after: float) -> None:
    scenario = load("kielisaareke-spring")
    stop = Stop()
    timer = threading.Timer(after, stop.request)
    timer.start()

    began = time.monotonic()
    outcome = solve(scenario, SolveParams(seconds=60, workers=2), stop=stop)
    took = time.monotonic() - began
    timer.join()

    assert outcome.plan is not None
    assert verify(scenario, outcome.plan) == ()
    assert outcome.run is not None
    assert outcome.run.stopped_by == "request"
    # Making the candidates cannot be ended from outside, but nobody waits for it.
    assert took < after + 10


def test_the_outcome_tells_the_parts_that_it_worked_by() -> None:
    outcome = solve(load("lappi-august"), SolveParams(seconds=10, workers=2))

    assert outcome.run is not None
    assert outcome.run.strategy == "6 parts of at most 5 needs, models of whole"
    assert outcome.run.times["first plan"] < 2
