"""Cases are solved once, by however many workers, and never again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scenarios.scenario import Scenario
from solver.study import pool as module
from solver.study.cases import Case, CaseError
from solver.study.pool import Pool, StoppedError
from solver.study.runner import Progress, Runner
from solver.study.store import Limits, Store
from solver.study.tasks import Solved
from tests.support.build import need, pin, with_rows
from tests.support.worlds import buyer_and_seller, lone_need, one_teacher_for_two, two_schools

CASES = [
    Case("lone", lone_need()),
    Case("two", two_schools()),
    Case("the same", two_schools()),
    Case("one for two", one_teacher_for_two()),
    Case("sold", buyer_and_seller()),
]
LIMITS = Limits(seconds=5)


class NoPool(Pool):
    """Nothing is to be solved."""

    def __init__(self) -> None:
        super().__init__(0, threading.Event())

    def solve(self, tasks: object) -> Iterator[Solved]:
        assert list(tasks) == []  # type: ignore[call-overload]
        return iter(())


def runner(folder: Path, pool: Pool, heard: list[Progress]) -> Runner:
    return Runner(Store(folder), pool, LIMITS, heard.append)


def test_answers_do_not_hang_on_workers_or_order(tmp_path: Path) -> None:
    heard: list[Progress] = []
    with closing(Pool(2, threading.Event())) as pool:
        two = runner(tmp_path / "two", pool, heard).ask(CASES)
    with closing(Pool(1, threading.Event())) as pool:
        one = runner(tmp_path / "one", pool, []).ask(CASES[::-1])

    plans = {name: answer.plan for name, answer in two.items()}
    assert plans == {name: answer.plan for name, answer in one.items()}
    assert list(two) == [case.name for case in CASES]
    assert {name: answer.case for name, answer in two.items()} == {name: name for name in two}
    assert [step[:3] for step in heard] == [(5, done, 0) for done in range(1, 6)]
    # Two cases are one scenario.
    assert len(list((tmp_path / "two").iterdir())) == 4

    again: list[Progress] = []
    assert runner(tmp_path / "two", NoPool(), again).ask(CASES) == two
    assert again[-1][:3] == (5, 5, 5)


def test_two_cases_of_one_name_are_a_mistake_of_the_study(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one name"):
        runner(tmp_path, NoPool(), []).ask([CASES[0], CASES[0]])


def locked_out() -> Scenario:
    """No plan keeps its pins."""
    locked = with_rows(lone_need(), need("n2"), pin("n1", teacher="t1", kind="locked"))
    return with_rows(locked, pin("n1", day="mon", start="03:00", kind="locked"))


def test_a_case_without_a_plan_ends_the_study_by_its_name(tmp_path: Path) -> None:
    with closing(Pool(1, threading.Event())) as pool, pytest.raises(CaseError) as caught:
        runner(tmp_path, pool, []).ask([Case("locked out", locked_out())])

    first, *why = caught.value.findings
    assert (first.code, first.numbers) == ("study_case_unsolved", {"name": "locked out"})
    assert [one.code for one in why if one.severity == "error"] == ["locked_pins_impossible"]


def test_a_case_that_is_not_needed_is_left_out_and_not_kept(tmp_path: Path) -> None:
    cases = [Case("locked out", locked_out(), needed=False), CASES[0]]
    heard: list[Progress] = []
    with closing(Pool(1, threading.Event())) as pool:
        answers = runner(tmp_path, pool, heard).ask(cases)

    assert list(answers) == ["lone"]
    assert heard[-1][:3] == (2, 2, 0)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_worker_that_dies_is_replaced_and_then_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that ends at once stands for one that the system kills."""
    monkeypatch.setattr(module, "COMMAND", ("false",))
    with closing(Pool(1, threading.Event())) as pool, pytest.raises(CaseError) as caught:
        runner(tmp_path, pool, []).ask(CASES[:1])

    (finding,) = caught.value.findings
    assert finding.code == "study_worker_died"
    assert finding.numbers["name"] == "lone"


def test_a_stop_ends_the_work(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with closing(Pool(1, stop)) as pool, pytest.raises(StoppedError):
        runner(tmp_path, pool, []).ask(CASES)

    assert list(tmp_path.iterdir()) == []
