"""Which changes help most: what is offered for single needs, put together for a whole plan."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from scenarios.rules import StageId

MOST = 5


def best(answers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Offers of all answers, each change once, most pupils first, then by effort.

    Of the plans that show a change the best is kept; `instead` are the needs for which the change
    is offered with another plan. A change is left out where one above it serves all its needs and
    is no harder.
    """
    offered: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for told in answers:
        for offer in told["help"]:
            edits = sorted(json.dumps(edit, sort_keys=True) for edit in offer["edits"])
            offered["".join(edits)].append({"need": told["need"], **offer})
    ranked = sorted((_together(offers) for offers in offered.values()), key=_rank)
    return list(_apart(ranked))[:MOST]


def _together(offers: list[dict[str, Any]]) -> dict[str, Any]:
    first = min(offers, key=_rank)
    instead = [one["need"] for one in offers if one["need"] not in first["needs"]]
    shown = {name: value for name, value in first.items() if name != "need"}
    return {**shown, "instead": instead}


def _rank(offer: dict[str, Any]) -> tuple[int, int, int, int]:
    cost = offer["differences"][StageId.COST]
    return -offer["pupils"], offer["effort"], cost, len(offer["moved"])


def _apart(ranked: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    above: list[dict[str, Any]] = []
    for offer in ranked:
        needs = {*offer["needs"], *offer["instead"]}
        if not any(needs <= {*one["needs"]} and one["effort"] <= offer["effort"] for one in above):
            above.append(offer)
            yield offer
