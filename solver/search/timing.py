"""Times for companies: one model of all of them, as large as the groups and not the needs."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.model.build import PlanModel
from solver.model.company import Company
from solver.search.cpsat import Effort
from solver.search.incumbent import Incumbent
from solver.search.submodel import improve_model


def find_times(
    given: Candidates,
    companies: Sequence[Company],
    incumbent: Incumbent,
    effort: Effort,
    stages: Sequence[StageId],
) -> bool:
    """Offer the best plan of these companies for the stages; say whether it is proved best.

    A company without a place among the others' times stays unserved.
    """
    model = PlanModel(given, incumbent.previous, companies)
    return improve_model(model, incumbent, effort, stages)
