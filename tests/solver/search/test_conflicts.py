"""Conflicts: no right plan holds one, and each is as small as it can be."""

import random
from collections.abc import Sequence

from scenarios.scenario import Scenario
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from solver.model.claims import Claim
from solver.model.company import Company, companies_of
from solver.plan import Group
from solver.search.conflicts import Conflicts
from tests.support.build import need, qualification, subject, teacher, window, world
from tests.support.efforts import five_seconds
from tests.support.oracle import Listing, TooManyPlansError
from tests.support.strategies import tiny

ONLY_TIME = "mon 09:00-09:45"


def unhurried() -> float:
    return 60


def two_groups_at_one_time() -> Scenario:
    """`n1` and `n3` meet where there is one room; `n2` and `n4` are elsewhere."""
    return world(
        [
            need("n1", subject="OR"),
            need("n2", subject="OR", school="s2"),
            need("n3", subject="IS"),
            need("n4", subject="IS", school="s4"),
        ],
        [window(name, ONLY_TIME) for name in ("n1", "n2", "n3", "n4")],
        [subject("OR"), subject("IS")],
        [teacher("t1"), teacher("t2"), teacher("t3")],
        [qualification("t1", "OR"), qualification("t2", "IS"), qualification("t3", "IS")],
    )


def test_a_conflict_names_only_who_is_in_the_room_and_every_teacher() -> None:
    given = reduced(candidates(two_groups_at_one_time()))
    companies = (Company("t1", ("n1", "n2")), Company("t2", ("n3", "n4")))

    verdict = Conflicts(given).find(companies, five_seconds(), unhurried)

    assert not verdict.all_held
    assert [sorted(conflict) for conflict in verdict.conflicts] == [
        [Claim(("t1",), ("n1",)), Claim(("t2", "t3"), ("n3",))]
    ]


def test_companies_that_do_not_meet_anywhere_are_all_held() -> None:
    given = reduced(candidates(two_groups_at_one_time()))
    companies = (Company("t1", ("n2",)), Company("t2", ("n3", "n4")))

    assert Conflicts(given).find(companies, five_seconds(), unhurried) == ([], True)


def test_no_right_plan_holds_a_conflict() -> None:
    """Companies drawn from all groups there could be, against all plans there are."""
    found = 0
    for seed in range(14):
        try:
            listing = Listing(tiny(seed), None, 1000)
            plans = [[listing.groups[index] for index in leaf] for leaf in listing.leaves()]
        except TooManyPlansError:
            continue
        given = reduced(candidates(tiny(seed)))
        conflicts = Conflicts(given)
        rng = random.Random(seed)
        for _ in range(8):
            drawn = companies_of(given, disjoint(listing.groups, rng))
            known = [c for c in drawn if all((n, c.teacher) in given.slots for n in c.needs)]
            for conflict in conflicts.find(known, five_seconds(), unhurried).conflicts:
                found += 1
                wrong = [plan for plan in plans if holds(tiny(seed), plan, conflict)]
                leaves = [tuple(map(listing.groups.index, plan)) for plan in wrong]
                assert listing.first_clean(leaves) is None, (seed, conflict)

    assert found > 10


def disjoint(groups: Sequence[Group], rng: random.Random) -> list[Group]:
    chosen: list[Group] = []
    served: set[str] = set()
    for group in rng.sample(groups, min(6, len(groups))):
        needs = {member.need for member in group.members}
        if not served & needs:
            served |= needs
            chosen.append(group)
    return chosen


def holds(scenario: Scenario, plan: Sequence[Group], claims: Sequence[Claim]) -> bool:
    """Whether each claim is held by a group of its own."""
    holders = []
    for claim in claims:
        for position, group in enumerate(plan):
            needs = {member.need for member in group.members}
            longest = max(scenario.need_of[need].half_lessons for need in needs)
            led = scenario.need_of[claim.needs[0]].half_lessons == longest
            if group.teacher in claim.teachers and {*claim.needs} <= needs:
                holders += [position] if led or len(claim.needs) == 1 else []
    return len(set(holders)) == len(claims)
