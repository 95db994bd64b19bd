"""Agreements: who may sell lessons to whom, and how many."""

from __future__ import annotations

from scenarios.scenario import Scenario


def may_sell(scenario: Scenario, seller: str, buyer: str) -> bool:
    """Whether the employer's lessons may go to the municipality at all."""
    if seller == buyer or not scenario.agreements:
        return True
    return buyer in scenario.buyers_of.get(seller, ())


def limits(scenario: Scenario) -> dict[tuple[str, str], int]:
    """Half lessons a week by buyer and seller, where there is a limit."""
    found: dict[tuple[str, str], int] = {}
    for row in scenario.agreements:
        if row.max_lessons is not None and row.buyer != row.seller:
            key, most = (row.buyer, row.seller), int(row.max_lessons * 2)
            found[key] = min(found.get(key, most), most)
    return found
