"""The threshold of three pupils in a municipality."""

from __future__ import annotations

import pytest

from scenarios.scenario import Scenario
from tests.scenarios.checks.codes import found, only, place, stops
from tests.support.build import need, school, subject, world


def two_schools(first: int, second: int, category: str = "religion", **cells: str) -> Scenario:
    """Needs of one subject in two schools of `m1`, with so many pupils."""
    return world(
        need("n1", pupils=first, priority="statutory", **cells),
        need("n2", pupils=second, school="s2"),
        subject("OR", category=category),
    )


@pytest.mark.parametrize("category", ["religion", "ethics"])
def test_three_pupils_of_two_schools_are_counted_together(category: str) -> None:
    finding = only(two_schools(1, 2, category), "duty_not_marked")

    assert not stops(finding)
    # n1 is marked already.
    assert place(finding) == ("needs", 2, "priority")
    assert finding.numbers == {"municipality": "m1", "subject": "OR", "pupils": 3, "needs": "n2"}


def test_two_pupils_are_no_duty() -> None:
    assert found(two_schools(1, 1), "duty_not_marked") == []


def test_other_subjects_have_no_threshold() -> None:
    assert found(two_schools(1, 2, "language"), "duty_not_marked") == []


def test_pupils_of_two_municipalities_are_not_counted_together() -> None:
    apart = world(
        need("n1", pupils=1), need("n2", school="s2", pupils=2), school("s2", municipality="m2")
    )

    assert found(apart, "duty_not_marked") == []


def test_pupils_of_two_religions_are_not_counted_together() -> None:
    apart = world(need("n1", pupils=1), need("n2", pupils=2, subject="IS"))

    assert found(apart, "duty_not_marked") == []


def test_two_pupils_marked_statutory_are_a_warning() -> None:
    finding = only(two_schools(1, 1), "duty_below_threshold")

    assert not stops(finding)
    assert place(finding) == ("needs", 1, "priority")
    assert finding.numbers["pupils"] == 2
    assert found(two_schools(1, 2), "duty_below_threshold") == []


def test_teaching_that_continues_is_not_questioned() -> None:
    """Once begun, it is not to be stopped because the number falls."""
    assert found(two_schools(1, 1, continues="old1"), "duty_below_threshold") == []
