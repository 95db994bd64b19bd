"""A few cases of the campaign; `make explanations` does the many."""

from __future__ import annotations

from pathlib import Path

from scenarios.generate import generate
from solver.explain.shortage import reasons
from tests.campaigns.explanations import Case, planned, tried

CASES, SEED = 5, 3


def test_what_is_said_of_a_few_needs_is_so(tmp_path: Path) -> None:
    scenario = generate("lappi", "august", "tight", seed=SEED, needs=14)
    plan = planned(scenario, tmp_path, seconds=1)
    told = reasons(scenario, plan)
    unserved = [scenario.need_of[name] for name in plan.unserved]
    verdicts = [tried(Case("here", scenario, plan, need)) for need in unserved[:CASES]]

    assert len(verdicts) == CASES
    assert set(told) == set(plan.unserved)
    assert [fault for verdict in verdicts for fault in verdict.faults] == []
    assert "impossible" in {proof for verdict in verdicts for proof in verdict.proofs}
