"""The random scenarios are consistent, repeatable, and leave no feature of the contract out."""

import pytest
from hypothesis import given

from scenarios.checks import check
from scenarios.findings import has_errors
from scenarios.scenario import Scenario
from solver.verify.report import verify
from tests.support.features import FEATURES, shares
from tests.support.random_plans import plans
from tests.support.strategies import tiny, tiny_scenarios

FLOOR_PERCENT = 4


@pytest.fixture(scope="module")
def occurring() -> dict[str, float]:
    return shares(tiny(seed) for seed in range(500))


@pytest.mark.parametrize("feature", sorted(FEATURES))
def test_every_feature_occurs_often_enough(feature: str, occurring: dict[str, float]) -> None:
    assert occurring[feature] >= FLOOR_PERCENT


def test_a_feature_that_no_scenario_has_is_seen() -> None:
    """The counter must be able to say no."""
    assert shares([tiny(1)])["step 5"] in (0, 100)
    assert min(shares([tiny(1)]).values()) == 0


@given(tiny_scenarios())
def test_a_random_scenario_has_no_errors(scenario: Scenario) -> None:
    """Otherwise the solver may refuse what the oracle answers."""
    assert not has_errors(check(scenario))


def test_the_same_seed_gives_the_same_scenario() -> None:
    assert [tiny(seed).content_hash for seed in range(20)] == [
        tiny(seed).content_hash for seed in range(20)
    ]


def test_different_seeds_give_different_scenarios() -> None:
    assert len({tiny(seed).content_hash for seed in range(50)}) == 50


def test_random_plans_are_both_right_and_wrong() -> None:
    """At least a fifth of them on each side; every rule is broken by some."""
    verdicts = [
        verify(scenario, plan)
        for seed in range(40)
        for scenario in [tiny(seed)]
        for plan in plans(seed, scenario)
    ]

    right = sum(not findings for findings in verdicts)

    assert right >= len(verdicts) / 5
    assert len(verdicts) - right >= len(verdicts) / 5
