"""`python -m solver.local`: orders in, plans out, and no life of its own."""

import pickle
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scenarios.library import load
from scenarios.scenario import Scenario
from solver.local.search import LocalSearch
from solver.local.talk import (
    Construct,
    Done,
    Failed,
    Found,
    Halt,
    Improve,
    Message,
    News,
    Order,
    Task,
    packed,
    receive,
)
from solver.plan import Plan
from solver.verify.report import verify

ROOT = Path(__file__).parents[3]
NAME = "savogrow-august"


class Child:
    """The program, with its ends of the pipes."""

    def __init__(self, child: subprocess.Popen[bytes]) -> None:
        self.child = child

    def tell(self, *messages: Task | Order) -> None:
        assert self.child.stdin is not None
        self.child.stdin.write(b"".join(map(packed, messages)))
        self.child.stdin.flush()

    def hear(self) -> Message | None:
        assert self.child.stdout is not None
        message = receive(self.child.stdout)
        return None if message is None else pickle.loads(message)

    def until_done(self, number: int) -> list[Plan]:
        """The plans found until this order is carried out."""
        plans = []
        while (message := self.hear()) != Done(number, getattr(message, "moves", 0)):
            if isinstance(message, Found):
                plans.append(message.plan)
            else:
                assert isinstance(message, Done)
        return plans


@contextmanager
def program() -> Iterator[Child]:
    with subprocess.Popen(
        [sys.executable, "-m", "solver.local"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as child:
        try:
            yield Child(child)
        finally:
            child.kill()


def improve(number: int, start: Plan, scenario: Scenario) -> Improve:
    return Improve(number, start, scenario.settings.priorities, {})


def test_it_loads_no_solver_but_its_own() -> None:
    """It starts while a plan is waited for; the contracts read the text of imports, this runs."""
    look = "import sys, solver.local.__main__; print(*sys.modules)"

    run = subprocess.run(
        [sys.executable, "-c", look], cwd=ROOT, check=True, capture_output=True, text=True
    )

    assert not {"ortools", "numpy", "pandas", "solver.solve"} & set(run.stdout.split())


def test_orders_are_carried_out_and_the_last_plan_is_told_before_the_next() -> None:
    scenario = load(NAME)
    first = LocalSearch(scenario, None, 3).construct()
    with program() as child:
        child.tell(Task(scenario, None, 3), Construct(1, None))
        (made,) = child.until_done(1)
        child.tell(improve(2, made, scenario))
        better = child.hear()
        child.tell(Halt(3))
        (*_, last) = child.until_done(3) or [getattr(better, "plan", made)]

        assert made == first
        assert isinstance(better, Found)
        for plan in (better.plan, last):
            assert verify(scenario, plan) == ()
            assert plan != made


def test_with_news_a_search_goes_on_and_does_not_begin_again() -> None:
    """Better than a plan of nothing but zeros there is nothing to tell."""
    scenario = load(NAME)
    start = LocalSearch(scenario, None, 3).construct()
    nothing_new = News(frozenset(), dict.fromkeys(scenario.settings.priorities, 0))
    with program() as child:
        child.tell(Task(scenario, None, 3), improve(1, start, scenario))
        while not isinstance(child.hear(), Found):
            pass
        child.tell(improve(2, start, scenario)._replace(news=nothing_new))
        time.sleep(1)
        child.tell(Halt(3))
        told = [child.hear()]
        while told[-1] != Done(3, getattr(told[-1], "moves", 0)):
            told.append(child.hear())

    assert [one for one in told if isinstance(one, Found) and one.number == 2] == []
    assert any(isinstance(one, Done) and one.number == 2 for one in told)


def test_of_orders_that_wait_the_newest_counts() -> None:
    scenario = load(NAME)
    start = LocalSearch(scenario, None, 3).construct()
    with program() as child:
        child.tell(Task(scenario, None, 3), improve(1, start, scenario), Halt(2))

        told = [child.hear() for _ in range(2)]

    # Both orders may come in before the first is looked at; the first is not waited for then.
    assert told[0] == Done(0, 0)
    assert isinstance(told[1], Done)
    assert told[1].number in (1, 2)


def test_it_ends_with_its_input_whatever_it_does() -> None:
    """It is left alone like this when whoever started it is killed."""
    scenario = load(NAME)
    start = LocalSearch(scenario, None, 3).construct()
    with program() as child:
        child.tell(Task(scenario, None, 3), improve(1, start, scenario))
        assert child.hear() == Done(0, 0)
        assert child.child.stdin is not None
        child.child.stdin.close()

        assert child.child.wait(5) == 0
        assert child.child.stderr is not None
        assert child.child.stderr.read() == b""


def test_an_error_is_told() -> None:
    scenario = load(NAME)
    start = LocalSearch(scenario, None, 3).construct()
    unknown = start.groups[0].model_copy(update={"teacher": "nobody"})
    broken = start.model_copy(update={"groups": (unknown,)})
    with program() as child:
        child.tell(Task(scenario, None, 3), improve(1, broken, scenario))

        assert child.hear() == Done(0, 0)
        told = child.hear()

        assert isinstance(told, Failed)
        assert "KeyError: 'nobody'" in told.why
        assert child.child.wait(5) == 1
