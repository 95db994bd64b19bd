"""The random scenarios are consistent, repeatable, and leave no feature of the contract out."""

import pytest
from hypothesis import given

from scenarios.checks import check
from scenarios.findings import has_errors
from scenarios.rules import RuleId
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


@pytest.fixture(scope="module")
def verdicts() -> list[set[str]]:
    """Rules broken by each random plan of some scenarios."""
    scenarios = {seed: tiny(seed) for seed in range(60)}
    return [
        {finding.code for finding in verify(scenario, plan)}
        for seed, scenario in scenarios.items()
        for plan in plans(seed, scenario)
    ]


def test_random_plans_are_both_right_and_wrong(verdicts: list[set[str]]) -> None:
    """At least a fifth of them on each side."""
    right = sum(not rules for rules in verdicts)

    assert len(verdicts) / 5 <= right <= len(verdicts) * 4 / 5


def test_nearly_every_rule_is_broken_alone_by_some_plan(verdicts: list[set[str]]) -> None:
    """A plan that breaks two rules tells nothing of a model that has forgotten one of them.

    `group_sites` is rare at random; `test_rules_in_the_model.py` breaks each rule by hand.
    """
    alone = {rule for rules in verdicts if len(rules) == 1 for rule in rules}

    assert set(RuleId) - alone <= {RuleId.GROUP_SITES}
