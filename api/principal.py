"""Who asks: the one answer to it that every door, view and query works with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in the area."""

    COORDINATOR = "coordinator"
    MUNICIPALITY = "municipality"
    SCHOOL = "school"
    VIEWER = "viewer"


@dataclass(frozen=True)
class Principal:
    """Somebody who has signed in, or the only person at a machine of one's own.

    Attributes
    ----------
    actor
        Id that stands in the audit log: of a key or of a person's sign-in, never a name.
    area
        The area whose scenarios they are; nothing of another area is ever reached.
    municipality
        Whose planner it is; a coordinator and a viewer of the whole area have none.
    school
        Whose principal it is, beside the school's municipality.
    """

    actor: str
    area: str
    role: Role
    municipality: str | None = None
    school: str | None = None

    def __post_init__(self) -> None:
        bound = self.role in (Role.MUNICIPALITY, Role.SCHOOL)
        if (
            bound
            and self.municipality is None
            or (self.school is None) is (self.role is Role.SCHOOL)
        ):
            raise ValueError(f"a {self.role} needs its municipality, a school its school")

    @property
    def sees_area(self) -> bool:
        """Whether everything of the area may be seen, counts of pupils included."""
        return self.role is Role.COORDINATOR


LOCAL = Principal("local", "local", Role.COORDINATOR)
"""The person at the machine itself, where the service listens on loopback without sign-in."""
