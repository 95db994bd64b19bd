"""Which companies are listed."""

import pytest

from solver.candidates.candidates import Candidates, candidates
from solver.columns.column import TooManyColumnsError, columns_of
from solver.model.company import Company, in_leading_order
from tests.support.build import need, subject, teacher, window, world
from tests.support.every_group import all_groups, lenient
from tests.support.strategies import tiny


@pytest.mark.parametrize("seed", range(40))
def test_every_group_that_can_be_taught_is_listed(seed: int) -> None:
    """A company that is missing would make a bound too high."""
    scenario = lenient(tiny(f"listed {seed}"))
    given = candidates(scenario)
    listed = {column.company for column in columns_of(given, 10_000)}
    for group in all_groups(scenario):
        members = in_leading_order(scenario.need_of[m.need] for m in group.members)
        assert Company(group.teacher, members) in listed


def three(pupils: int = 2, **rules: object) -> Candidates:
    scenario = world(
        [need(f"n{k}", school=f"s{k}", pupils=pupils, priority="promised") for k in (1, 2, 3)],
        [window(f"n{k}", "mon 09:00-10:00") for k in (1, 2, 3)],
        subject("OR", **{"max_pupils": 9, "min_pupils": 1, "grade_span": 3, **rules}),
        teacher("t1"),
    )
    return candidates(scenario)


def sizes(given: Candidates) -> list[int]:
    return sorted(len(column.company.needs) for column in columns_of(given, 100))


def test_all_sets_of_needs_that_fit_together() -> None:
    assert sizes(three()) == [1, 1, 1, 2, 2, 2, 3]


def test_pupils_sites_and_least_pupils_leave_companies_out() -> None:
    assert sizes(three(max_pupils=5)) == [1, 1, 1, 2, 2, 2]
    assert sizes(three(max_sites=1)) == [1, 1, 1]
    assert sizes(three(min_pupils=4)) == [2, 2, 2, 3]


def test_more_companies_than_may_be_listed() -> None:
    with pytest.raises(TooManyColumnsError):
        columns_of(three(), 6)
