"""First prices, by what they prove before any company is known."""

from scenarios.library import load
from scenarios.rules import StageId
from solver.candidates.candidates import candidates
from solver.candidates.parts import parts
from solver.candidates.reductions import reduced
from solver.columns.priced import PricedMaster
from solver.search.effort import Effort
from solver.search.stop import Clock, Stop

SHARE = 0.6


def cost_after(seconds: float) -> int:
    effort = Effort(Clock(20, deterministic=True), Stop(), seconds, 1, 1)
    master = PricedMaster(parts(reduced(candidates(load("lappi-august"))))[1])
    settled = master.settle(StageId.COST, {StageId.STATUTORY: 0, StageId.COVERAGE: 0}, effort)
    assert settled is not None
    assert settled.bound is not None
    return settled.bound


def test_first_prices_prove_most_of_the_bound() -> None:
    """Without time for any round, most of what all rounds prove."""
    first, last = (cost_after(seconds) for seconds in (0, 20))
    assert 0 < SHARE * last < first <= last
