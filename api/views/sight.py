"""What somebody sees of one scenario: decided here once, asked by every view."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from api.principal import Principal, Role
from scenarios.scenario import Scenario


class NotShownError(Exception):
    """What is asked for can be reached, but is not shown to this role."""


class Glance(NamedTuple):
    """Whether somebody sees everything of a scenario, which can be told without reading it."""

    whole: bool


@dataclass(frozen=True)
class Sight:
    """How far somebody sees into a scenario.

    Attributes
    ----------
    whole
        Everything, counts and costs included: the coordinator of the area, and a municipality
        in a scenario of which every municipality is its own.
    schools, needs, teachers
        Ids of one's own. A viewer has no needs or teachers of its own. To a municipality those
        teachers are its own whom it employs, to a school those who teach from it.
    """

    role: Role
    whole: bool
    municipality: str | None
    school: str | None
    schools: frozenset[str]
    needs: frozenset[str]
    teachers: frozenset[str]

    @property
    def exact(self) -> bool:
        """Whether the counts of one's own needs are shown as they are: one has entered them."""
        return self.whole or self.role is Role.MUNICIPALITY

    def require(self, *roles: Role) -> None:
        """Go on only with sight of the whole, or in one of these roles.

        Raises
        ------
        NotShownError
            In any other.
        """
        if not self.whole and self.role not in roles:
            raise NotShownError(self.role)


def sees_whole(principal: Principal, municipalities: Iterable[str]) -> bool:
    """Whether a principal sees everything of a scenario of these municipalities."""
    alone = set(municipalities) == {principal.municipality}
    return principal.sees_area or (principal.role is Role.MUNICIPALITY and alone)


def sight(principal: Principal, scenario: Scenario) -> Sight:
    """What a principal who may reach the scenario sees of it."""
    role, own = principal.role, principal.municipality
    whole = sees_whole(principal, (one.municipality for one in scenario.municipalities))
    schools = frozenset(
        one.school
        for one in scenario.schools
        if whole or (own in (None, one.municipality) and principal.school in (None, one.school))
    )
    enters = whole or role is not Role.VIEWER
    return Sight(
        role=role,
        whole=whole,
        municipality=own,
        school=principal.school,
        schools=schools,
        needs=frozenset(one.need for one in scenario.needs if enters and one.school in schools),
        teachers=frozenset(
            one.teacher
            for one in scenario.teachers
            if whole
            or (role is Role.MUNICIPALITY and one.municipality == own)
            or (role is Role.SCHOOL and one.school in schools)
        ),
    )
