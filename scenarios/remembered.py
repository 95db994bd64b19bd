"""Answers about a scenario, remembered as long as the scenario lives."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, TypeVarTuple

from scenarios.scenario import Scenario

Answer = TypeVar("Answer")
Question = TypeVarTuple("Question")


def per_scenario(
    function: Callable[[Scenario, *Question], Answer],
) -> Callable[[Scenario, *Question], Answer]:
    """Compute each answer once per scenario object.

    A scenario is frozen, so its identity is enough; hashing all its rows at every look-up would
    cost more than most answers. Answers must not refer to the scenario, or it would never die.
    """
    known: dict[int, dict[tuple[Any, ...], Answer]] = {}

    @wraps(function)
    def remembered(scenario: Scenario, *question: *Question) -> Answer:
        answers = known.get(id(scenario))
        if answers is None:
            answers = known[id(scenario)] = {}
            weakref.finalize(scenario, known.pop, id(scenario), None).atexit = False
        if question not in answers:
            answers[question] = function(scenario, *question)
        return answers[question]

    return remembered
