"""Explanations from the engine, which runs as a program of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from api.asking_child import answers_of
from scenarios.findings import Finding

if TYPE_CHECKING:
    from scenarios.scenario import Scenario
    from solver.outcome import StageResult
    from solver.plan import Plan

EXPLAINER = "solver.explain"
Said = Callable[[Finding], dict[str, Any]]
"""A finding as JSON with its sentence."""


def explained(
    scenario: Scenario,
    plan: Plan,
    needs: Sequence[str],
    stages: Sequence[StageResult] = (),
    seconds: float | None = None,
) -> Iterator[dict[str, Any]]:
    """An answer for each need, as soon as it is there, in the form of `python -m solver.explain`.

    Parameters
    ----------
    stages
        Of the outcome that the plan comes from: what was proved of it.
    seconds
        For all of them together; no limit if not given.

    Raises
    ------
    ChildOverdueError
        If that was not enough for all.
    ChildError
        If the program fails.
    """
    asked = {
        "scenario": scenario.normal_form(),
        "plan": plan.model_dump(mode="json"),
        "needs": list(needs),
        "stages": [one.model_dump(mode="json") for one in stages],
    }
    return answers_of(EXPLAINER, asked, seconds)


def summary(scenario: Scenario, reasons: Mapping[str, Finding]) -> list[dict[str, Any]]:
    """How many needs have each reason, the most frequent first, and where."""
    where: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, reason in reasons.items():
        where[reason.code][scenario.buyer_of(scenario.need_of[name])] += 1
    order = sorted(where, key=lambda code: (-where[code].total(), code))
    return [
        {"reason": code, "needs": where[code].total(), "municipalities": dict(where[code])}
        for code in order
    ]


def said(told: Mapping[str, Any], say: Said) -> dict[str, Any]:
    """An answer with the sentences of its findings."""
    price = told["price"]
    return {
        **told,
        "reason": _said(told["reason"], say),
        "conflict": _all_said(told["conflict"], say),
        "further": [_all_said(found, say) for found in told["further"]],
        "help": [offer_said(one, say) for one in told["help"]],
        "price": price and {**price, "finding": _said(price["finding"], say)},
    }


def offer_said(offer: Mapping[str, Any], say: Said) -> dict[str, Any]:
    """A change that would help, with the sentences of its findings."""
    return {**offer, "changes": _all_said(offer["changes"], say)}


def alternatives_said(told: Mapping[str, Any], say: Said) -> dict[str, Any]:
    """The next best for a served need, with the sentences of what stands against other days."""
    barred = [{**one, "broken": _all_said(one["broken"], say)} for one in told["barred"]]
    return {**told, "barred": barred}


def _all_said(found: Iterable[Mapping[str, Any]], say: Said) -> list[dict[str, Any]]:
    return [_said(one, say) for one in found]


def _said(found: Mapping[str, Any], say: Said) -> dict[str, Any]:
    return say(Finding.model_validate(found))
