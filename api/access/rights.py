"""What each role may do: one table that every route asks.

It says who may do something at all. What of a thing somebody is then shown, the views decide; what
lies beyond somebody's reach is not there for them, whatever they may do.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from api.principal import Principal, Role


class Action(StrEnum):
    """Everything that can be done through the service."""

    LIST_SCENARIOS = "scenario.list"
    READ_SCENARIO = "scenario.read"
    ADD_SCENARIO = "scenario.add"
    DELETE_SCENARIO = "scenario.delete"
    READ_PLAN = "plan.read"
    READ_BILL = "plan.bill"
    READ_NUMBERS = "plan.numbers"
    EXPORT_PLAN = "plan.export"
    EXPLAIN_NEED = "plan.why"
    SOLVE = "plan.solve"
    STOP_PLAN = "plan.stop"
    CHANGE_PLAN = "plan.change"
    DELETE_PLAN = "plan.delete"
    FIND_SUBSTITUTES = "plan.substitutes"
    COMPARE = "plan.compare"
    STUDY = "study.run"
    READ_AUDIT = "audit.read"


class Reach(StrEnum):
    """How far something may be done."""

    YES = "yes"
    OWN = "own"
    NO = "no"


_YES, _OWN, _NO = Reach.YES, Reach.OWN, Reach.NO
_ORDER = (Role.COORDINATOR, Role.MUNICIPALITY, Role.SCHOOL, Role.VIEWER)
_TABLE: Mapping[Action, tuple[Reach, Reach, Reach, Reach]] = {
    Action.LIST_SCENARIOS: (_YES, _YES, _YES, _YES),
    Action.READ_SCENARIO: (_YES, _YES, _YES, _NO),
    Action.ADD_SCENARIO: (_YES, _OWN, _NO, _NO),
    Action.DELETE_SCENARIO: (_YES, _OWN, _NO, _NO),
    Action.READ_PLAN: (_YES, _YES, _YES, _YES),
    Action.READ_BILL: (_YES, _YES, _NO, _NO),
    Action.READ_NUMBERS: (_YES, _OWN, _NO, _NO),
    Action.EXPORT_PLAN: (_YES, _YES, _YES, _YES),
    Action.EXPLAIN_NEED: (_YES, _YES, _NO, _NO),
    Action.SOLVE: (_YES, _OWN, _NO, _NO),
    Action.STOP_PLAN: (_YES, _OWN, _NO, _NO),
    Action.CHANGE_PLAN: (_YES, _OWN, _NO, _NO),
    Action.DELETE_PLAN: (_YES, _OWN, _NO, _NO),
    Action.FIND_SUBSTITUTES: (_YES, _OWN, _NO, _NO),
    Action.COMPARE: (_YES, _OWN, _NO, _NO),
    Action.STUDY: (_YES, _OWN, _NO, _NO),
    Action.READ_AUDIT: (_YES, _YES, _NO, _NO),
}


def reach(role: Role, action: Action) -> Reach:
    """How far a role may do something: always, where the whole scenario is its own, or never."""
    return _TABLE[action][_ORDER.index(role)]


def allowed(principal: Principal, action: Action, whole: bool = False) -> bool:
    """Whether somebody may do something.

    Parameters
    ----------
    whole
        Whether everything in the scenario is theirs: `Sight.whole`.
    """
    granted = reach(principal.role, action)
    return granted is Reach.YES or (granted is Reach.OWN and whole)
