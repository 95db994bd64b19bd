"""What somebody sees of one scenario: decided here once, asked by every view."""

from __future__ import annotations

from dataclasses import dataclass

from api.principal import Principal, Role
from scenarios.scenario import Scenario


@dataclass(frozen=True)
class Sight:
    """How far somebody sees into a scenario.

    Attributes
    ----------
    whole
        Everything, counts and costs included: the coordinator of the area, and a municipality
        in a scenario of which every municipality is its own.
    schools, needs, teachers
        Ids of one's own.
    """

    role: Role
    whole: bool
    municipality: str | None
    school: str | None
    schools: frozenset[str]
    needs: frozenset[str]
    teachers: frozenset[str]


def sight(principal: Principal, scenario: Scenario) -> Sight:
    """What a principal who may reach the scenario sees of it."""
    own = principal.municipality
    alone = {one.municipality for one in scenario.municipalities} == {own}
    schools = frozenset(
        one.school
        for one in scenario.schools
        if own in (None, one.municipality) and principal.school in (None, one.school)
    )
    return Sight(
        role=principal.role,
        whole=principal.sees_area or (principal.role is Role.MUNICIPALITY and alone),
        municipality=own,
        school=principal.school,
        schools=schools,
        needs=frozenset(one.need for one in scenario.needs if one.school in schools),
        teachers=frozenset(
            one.teacher for one in scenario.teachers if own in (None, one.municipality)
        ),
    )
