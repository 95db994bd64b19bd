"""The stages about who is served: `statutory`, `coverage` and `fairness`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from scenarios.needs import Need, Priority
from solver.model.variables import Linear, Variables


def statutory(variables: Variables) -> Linear:
    """Half pupil-lessons of unserved statutory needs."""
    return unserved(variables, Priority.STATUTORY)


def coverage(variables: Variables) -> Linear:
    """Half pupil-lessons of unserved promised needs."""
    return unserved(variables, Priority.PROMISED)


def unserved(
    variables: Variables, priority: Priority, among: Collection[str] | None = None
) -> Linear:
    """Half pupil-lessons of the unserved needs of a priority, of all or of some."""
    return sum(
        need.half_pupil_lessons * (1 - variables.served(need.need))
        for need in variables.scenario.needs
        if need.priority is priority and (among is None or need.need in among)
    )


def fairness(variables: Variables) -> Linear:
    """Largest unserved share of servable duties and promises in a municipality, per mille."""
    scenario = variables.scenario
    by_municipality: defaultdict[str, list[Need]] = defaultdict(list)
    for need in scenario.needs:
        if need.priority is not Priority.OPTIONAL and need.need in variables.given.servable:
            by_municipality[scenario.buyer_of(need)].append(need)
    largest = variables.model.new_int_var(0, 1000, "largest unserved share")
    for needs in by_municipality.values():
        wanted = sum(need.half_pupil_lessons for need in needs)
        missing = sum(need.half_pupil_lessons * (1 - variables.served(need.need)) for need in needs)
        variables.model.add(wanted * largest >= 1000 * missing)
    return largest
