from __future__ import annotations

import pytest

from api.principal import Principal
from api.views.status import SHOWN, seen_status
from tests.api.views.people import COORDINATOR, HEAD, PLANNER, VIEWER, seen_by

TOLD = {
    "id": "3f" * 16,
    "state": "solving",
    "name": "Spring",
    "live": {"coverage": {"value": 7, "bound": 3, "gap": 0.57}},
    "kpis": {"pupils": {"all": {"wanted": 41}}},
    "seconds_spent": 12.5,
    "revision": 9,
    "queue": {"position": 3},
}


def test_the_coordinator_is_told_everything() -> None:
    assert seen_status(TOLD, seen_by(COORDINATOR)) == TOLD


@pytest.mark.parametrize("principal", [PLANNER, HEAD, VIEWER])
def test_others_are_told_that_it_is_there(principal: Principal) -> None:
    told = seen_status(TOLD, seen_by(principal))

    assert told == {"id": "3f" * 16, "state": "solving", "name": "Spring"}
    assert set(told) <= SHOWN
