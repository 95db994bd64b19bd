"""The rule `agreement`: lessons a municipality buys from another stay within the limit.

Who may sell at all is decided by the candidates.
"""

from __future__ import annotations

from collections import defaultdict

from solver.candidates.sales import limits
from solver.model.variables import Literal, Variables, half_worth


def agreement(variables: Variables) -> None:
    """Worth of the seller's meetings that the buyer attends is at most `max_lessons`."""
    scenario = variables.scenario
    limit_of = limits(scenario)
    bought: defaultdict[tuple[str, str], list[tuple[int, Literal]]] = defaultdict(list)
    for meeting, needs in variables.attendants.items():
        seller = scenario.teacher_of[meeting.teacher].municipality
        by_buyer: defaultdict[str, list[Literal]] = defaultdict(list)
        for need in needs:
            attends = variables.attends[need, meeting.teacher, meeting.slot]
            by_buyer[scenario.buyer_of(scenario.need_of[need])].append(attends)
        for buyer, attended in by_buyer.items():
            if (buyer, seller) in limit_of:
                buys = variables.any_of(attended)
                bought[buyer, seller].append((half_worth(meeting.slot), buys))
    for key, terms in bought.items():
        variables.model.add(sum(worth * buys for worth, buys in terms) <= limit_of[key])
