"""Model and verifier read every sentence alike: on plans nobody optimised, right and wrong.

A verifier alone does not see a model that forbids too much; solving alone does not see a model
that allows what it never wants. Held fixed to a random plan, the model must say what the verifier
says, and the values of its stages must be those measured from the plan.
"""

import pytest

from tests.support.judging import verifier_against_model

CHUNK = 12
FIRST_SEEDS = range(0, 48, CHUNK)


@pytest.mark.parametrize("first", FIRST_SEEDS)
def test_the_model_allows_a_plan_exactly_when_the_verifier_is_clean(first: int) -> None:
    """Right and wrong plans are each at least a fifth, so both directions are tested."""
    judged = [verifier_against_model(seed) for seed in range(first, first + CHUNK)]

    seen, right = sum(one.seen for one in judged), sum(one.right for one in judged)

    assert [text for one in judged for text in one.disagreements] == []
    assert seen >= 60
    assert seen / 5 <= right <= seen * 4 / 5
