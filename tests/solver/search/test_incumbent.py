"""The best plan so far: sound, and honest about what it refused."""

from scenarios.rules import RuleId, StageId
from solver.measure.objective import stage_values
from solver.search.incumbent import Incumbent
from tests.support.build import group, need, plan, world
from tests.support.faults import FAULTS

WORLD = world(need("n1"), need("n2", school="s2"))


def test_a_broken_plan_is_refused_and_told_once_with_its_rules() -> None:
    """The office must not read it as a fault of the plan that it is given."""
    scenario, broken = FAULTS[RuleId.ROOMS]()
    incumbent = Incumbent(scenario, None)

    taken = [incumbent.offer(broken) for _ in range(2)]

    (finding,) = incumbent.rejected
    assert taken == [False, False]
    assert incumbent.plan is None
    assert (finding.code, finding.numbers) == ("plan_rejected_by_verifier", {"rules": "rooms"})


def test_no_plan_above_a_cap_is_taken_even_as_the_first() -> None:
    """A stage that has a cap is still made better, and its limit is the lower of both."""
    before = plan(WORLD, group("t1", "mon 09:00", "n1"), group("t1", "tue 09:00", "n2"))
    apart = plan(WORLD, group("t1", "mon 10:00", "n1"), group("t1", "tue 10:00", "n2"))
    nearer = plan(WORLD, group("t1", "mon 10:00", "n1"), group("t1", "tue 09:00", "n2"))
    most = stage_values(WORLD, nearer, before)[StageId.CONTINUITY]
    incumbent = Incumbent(WORLD, before, caps={StageId.CONTINUITY: most})

    assert [incumbent.offer(one) for one in (apart, nearer, before)] == [False, True, True]
    assert incumbent.rejected == []
    assert incumbent.held == {StageId.CONTINUITY: most}
    incumbent.close(StageId.CONTINUITY)
    assert incumbent.held == {StageId.CONTINUITY: 0}
    assert incumbent.offer(nearer) is False
