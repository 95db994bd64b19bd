"""What the hand that proves does after what."""

from __future__ import annotations

import pytest

from scenarios.rules import StageId
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.search import prover
from solver.search.by_schools import BySchools
from solver.search.incumbent import Incumbent
from solver.search.prover import Prover
from solver.search.whole import WholeMaster
from tests.support.build import group, plan, school
from tests.support.efforts import five_seconds
from tests.support.worlds import two_parts


@pytest.mark.parametrize(("most", "asked"), [(700, ["whole", "schools"]), (1, ["schools"])])
def test_a_plan_with_what_parts_have_proved_is_sought_before_schools_are_asked(
    most: int, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of two parts can be served, and both in the one room cannot."""
    room = school("s1", remote_rooms=1, supervisors=2)
    scenario = two_parts(["mon 09:00-09:45"], room)
    incumbent = Incumbent(scenario, None)
    assert incumbent.offer(plan(scenario, group("t2", "mon 09:00", "n2")))
    heard: list[str] = []
    monkeypatch.setattr(WholeMaster, "settle", lambda *_: heard.append("whole"))
    monkeypatch.setattr(BySchools, "work", lambda *_: heard.append("schools"))
    monkeypatch.setitem(prover.SETTLED_WHOLE, StageId.COVERAGE, most)

    hand = Prover(reduced(candidates(scenario)), incumbent, lambda *_: None, 0)
    hand.work(StageId.COVERAGE, five_seconds(), lambda: len(heard) >= len(asked))

    assert heard == asked
