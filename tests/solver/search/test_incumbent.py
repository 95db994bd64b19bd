"""The best plan so far: sound, and honest about what it refused."""

from scenarios.rules import RuleId
from solver.search.incumbent import Incumbent
from tests.support.faults import FAULTS


def test_a_broken_plan_is_refused_and_told_once_with_its_rules() -> None:
    """The office must not read it as a fault of the plan that it is given."""
    scenario, broken = FAULTS[RuleId.ROOMS]()
    incumbent = Incumbent(scenario, None)

    taken = [incumbent.offer(broken) for _ in range(2)]

    (finding,) = incumbent.rejected
    assert taken == [False, False]
    assert incumbent.plan is None
    assert (finding.code, finding.numbers) == ("plan_rejected_by_verifier", {"rules": "rooms"})
