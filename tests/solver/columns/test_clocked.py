"""Both hands of a question, and how they share their time."""

from typing import cast

from solver.columns.clocked import Clocked
from solver.columns.effort import Effort, time_left
from solver.columns.timing import Timing
from solver.columns.weighing import Weighing
from solver.model.company import Settled
from solver.search import cpsat
from solver.search.stop import Clock, Stop


class Hand:
    """Says bounds one after the other, and remembers what it was given for each."""

    def __init__(self, *bounds: int) -> None:
        self.bounds = list(bounds)
        self.seconds: list[float] = []
        self.small = True

    def raise_to(self, bound: int) -> None:
        self.bounds = [max(bound, own) for own in self.bounds]

    def settled(self, known: int | None, effort: Effort) -> Settled:
        assert known is not None
        self.seconds.append(effort.seconds)
        return Settled(self.bounds.pop(0), None, proved=False)


def asked(weighing: Hand, timing: Hand, times: int, known: int = 100) -> list[int | None]:
    clocked = Clocked(cast("Weighing", weighing), cast("Timing", timing))
    effort = cpsat.Effort(Clock(1_000, deterministic=True), Stop(), 10, 1, 1)
    return [clocked.settled(known, effort).bound for _ in range(times)]


def test_each_goes_on_from_the_bound_of_the_other() -> None:
    assert asked(Hand(20, 10), Hand(5, 40), 2) == [20, 40]


def test_who_weighed_in_vain_has_less_time_until_it_raises_something() -> None:
    weighing = Hand(20, 10, 30, 10)
    asked(weighing, Hand(5, 5, 5, 5), 4)
    first, second, third, fourth = weighing.seconds
    assert first == second == fourth > third > 0


def test_patterns_are_not_asked_what_is_proved() -> None:
    timing = Hand(5)
    assert asked(Hand(100), timing, 1) == [100]
    assert timing.seconds == []


def test_of_a_clock_that_has_run_out_nothing_is_left() -> None:
    effort = cpsat.Effort(Clock(0, deterministic=False), Stop(), 10, 1, 1)
    assert time_left(effort)() == 0
