"""Who asks: the one answer to it that every door, view and query works with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LONGEST_AREA, LONGEST_ID = 120, 64
"""Characters of the names of areas, and of municipalities and schools."""


class Role(StrEnum):
    """What somebody is in the area."""

    COORDINATOR = "coordinator"
    MUNICIPALITY = "municipality"
    SCHOOL = "school"
    VIEWER = "viewer"


class NotAName(ValueError):  # noqa: N818  (what was given, not a fault of ours)
    """No area, municipality or school is called so."""


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

    Raises
    ------
    ValueError
        If the role needs another place; `NotAName` if a place is nothing that a name can be.
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
        own = [name for name in (self.municipality, self.school) if name is not None]
        if not _is_name(self.area, LONGEST_AREA) or not all(_is_name(one) for one in own):
            raise NotAName("an area, a municipality or a school")

    @property
    def sees_area(self) -> bool:
        """Whether everything of the area may be seen, counts of pupils included."""
        return self.role is Role.COORDINATOR


def _is_name(text: str, longest: int = LONGEST_ID) -> bool:
    return 0 < len(text) <= longest and text.isprintable()


LOCAL = Principal("local", "local", Role.COORDINATOR)
"""The person at the machine itself, where the service listens on loopback without sign-in."""
