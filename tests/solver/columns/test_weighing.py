"""Companies weighed by their weeks, against a list of every plan."""

from collections.abc import Iterator

import numpy as np
import pytest

from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.columns.column import columns_of
from solver.columns.dear import Dear
from solver.columns.heavy import Experience
from solver.columns.rows import Master
from solver.columns.settling import Question
from solver.columns.stages import Stages
from solver.columns.week_points import IMPOSSIBLE, OpenWeekError, Week
from solver.columns.weighing import Weighing
from solver.measure.convenience import convenience_terms
from solver.model.company import Settled, companies_of
from solver.model.grains import in_units, most_grains
from solver.plan import Plan
from solver.search.effort import Effort
from solver.search.stop import Clock, Stop
from tests.solver.columns.crowded import crowded, two_with_one_teacher
from tests.support.build import need, subject, teacher, window, world
from tests.support.oracle import Listing, TooManyPlansError, optimum
from tests.support.strategies import tiny

SCENARIOS = 40
CONVENIENCE = StageId.CONVENIENCE


def effort(seconds: float = 20) -> Effort:
    return Effort(Clock(seconds, deterministic=True), Stop(), seconds, 1, 1)


class Weighed:
    """A scenario as one part, weighed within limits in grains."""

    def __init__(self, scenario: Scenario, limits: dict[StageId, int]) -> None:
        self.given = candidates(scenario)
        self.master = Master(self.given, columns_of(self.given, 10_000))
        stages = Stages(self.master, None)
        alive = np.ones(len(self.master.programme.most), dtype=np.bool_)
        sums = [(sum_, most) for s, most in limits.items() if (sum_ := stages.of(s, alive))]
        points = stages.of(CONVENIENCE, alive)
        assert points is not None
        asked = Question(points, None, sums, alive, None, cuts=True, exact=False)
        self.experience = Experience(self.master, stages.comfort)
        self.weighing = Weighing(self.master, self.experience, asked, limits)

    def settled(self, known: int | None = None) -> Settled:
        return self.weighing.settled(known, effort())


def limits_before_convenience(scenario: Scenario) -> tuple[dict[StageId, int], int] | None:
    """Most grains of each earlier stage and the best convenience; `None` if not listed."""
    try:
        stages = optimum(scenario, limit=1000).stages
    except TooManyPlansError:
        return None
    at = next((n for n, r in enumerate(stages) if r.stage is CONVENIENCE), None)
    if at is None:
        return None
    return {r.stage: most_grains(r.stage, r.most) for r in stages[:at]}, stages[at].value


def listed() -> Iterator[tuple[Scenario, dict[StageId, int], int]]:
    for seed in range(SCENARIOS):
        scenario = tiny(f"weighing {seed}")
        known = limits_before_convenience(scenario)
        if known is not None:
            yield scenario, *known


def weeks_of_all_plans(scenario: Scenario) -> list[tuple[str, Plan]]:
    """By teacher, each once."""
    try:
        listing = Listing(scenario, None, 20_000)
        found: dict[tuple[object, ...], tuple[str, Plan]] = {}
        for leaf in listing.leaves():
            plan = listing.plan(leaf)
            for name in {group.teacher for group in plan.groups}:
                own = tuple(group for group in plan.groups if group.teacher == name)
                found[own] = name, plan.model_copy(update={"groups": own})
    except TooManyPlansError:
        return []
    return list(found.values())


def matches(weighed: Weighed, dear: Dear, week: Plan) -> bool:
    """Whether the teacher's groups are columns out of each of the places."""
    index_of = {column.company: index for index, column in enumerate(weighed.master.columns)}
    own = {index_of[company] for company in companies_of(weighed.given, week.groups)}
    return (dear.groups is None or len(own) <= dear.groups) and all(
        len(own & among.columns) >= among.least for among in dear.among
    )


def test_what_is_proved_is_the_best_of_all_plans() -> None:
    seen = met = proved = 0
    for scenario, limits, best in listed():
        found = Weighed(scenario, limits).settled()
        assert found.bound is not None
        bound = in_units(found.bound, CONVENIENCE)
        assert bound <= best
        assert bound == best or not found.proved
        seen += 1
        met += bound == best
        proved += found.proved
    assert seen > SCENARIOS / 2
    assert met > 0.7 * seen
    assert proved > 0.3 * seen


def test_every_week_of_every_plan_has_what_is_learnt_of_it() -> None:
    """Without the points of wishes, which are nobody's week."""
    learnt = matched = several = 0
    for seed in range(SCENARIOS):
        scenario = crowded(seed)
        weighed = Weighed(scenario, {StageId.COVERAGE: 4})
        weighed.settled()
        learnt += len(weighed.experience.dear)
        several += sum(dear.groups is None for dear in weighed.experience.dear)
        for name, week in weeks_of_all_plans(scenario):
            terms = convenience_terms(scenario, week)
            points = sum(terms.values()) - terms.get("weight_wish", 0)
            for dear in weighed.experience.dear:
                if dear.teacher == name and matches(weighed, dear, week):
                    matched += 1
                    assert points >= dear.points
    assert (learnt > 100, several > 20, matched > 1000) == (True, True, True)


SERVED = {StageId.COVERAGE: 0}
APART = "mon 09:00-09:45", "mon 10:00-10:45"


def test_a_gap_that_every_week_has_is_learnt_and_paid() -> None:
    weighed = Weighed(two_with_one_teacher(*APART), SERVED)
    found = weighed.settled()
    assert found.proved
    assert found.value == found.bound == 2 * (300 + 10 * 100)
    assert [dear.points for dear in weighed.experience.dear] == [2 * (300 + 10 * 100)]


def test_another_group_may_fill_a_gap() -> None:
    """So what two groups cost by waiting is no bound on three."""
    times = {"n1": "09:00-09:45", "n2": "10:40-11:25", "n3": "09:50-10:35"}
    scenario = world(
        [
            need(f"n{k}", school=f"s{k}", pupils=2, priority=priority)
            for k, priority in enumerate(("promised", "promised", "optional"), start=1)
        ],
        [window(name, f"mon {when}") for name, when in times.items()],
        subject("OR", max_pupils=3),
        teacher("t1"),
        weight_teacher_gap_minute=1,
        weight_teacher_day=3,
        weight_break_minute=0,
        weight_window_free=0,
    )
    weighed = Weighed(scenario, SERVED)
    found = weighed.settled()
    assert [dear.groups for dear in weighed.experience.dear] == [2]
    assert found.proved
    assert found.value == 2 * 300


def test_two_that_share_no_day_are_dear_whoever_is_beside_them() -> None:
    scenario = world(
        [need(f"n{k}", school=f"s{k}", pupils=2, priority="promised") for k in (1, 2)],
        [window("n1", "mon 09:00-09:45"), window("n2", "tue 09:00-09:45")],
        subject("OR", max_pupils=3),
        teacher("t1"),
        weight_teacher_day=3,
    )
    weighed = Weighed(scenario, SERVED)
    found = weighed.settled()
    assert found.proved
    (dear,) = weighed.experience.dear
    assert dear.groups is None
    assert dear.points == 2 * 600


def test_asked_again_it_says_the_same() -> None:
    weighed = Weighed(two_with_one_teacher(*APART), SERVED)
    assert weighed.settled() is weighed.settled()


def test_a_known_plan_ends_the_search_at_its_value() -> None:
    weighed = Weighed(two_with_one_teacher(*APART), SERVED)
    found = weighed.settled(known=2 * (300 + 10 * 100) - 1)
    assert found.companies is None
    assert found.bound == 2 * (300 + 10 * 100)


def test_a_week_without_time_to_search_it_stays_open() -> None:
    weighed = Weighed(two_with_one_teacher(*APART), SERVED)
    week = Week(frozenset(weighed.master.columns), gaps=True)
    with pytest.raises(OpenWeekError):
        weighed.experience.weeks.least(week, IMPOSSIBLE, effort(), lambda: 0.0)
