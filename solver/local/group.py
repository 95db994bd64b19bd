"""A group on the board, and the small changes that can be made and taken back."""

from __future__ import annotations

from enum import Enum, auto


class Step(Enum):
    """A change of the board."""

    JOIN = auto()
    LEAVE = auto()
    OPEN = auto()
    CLOSE = auto()
    MEET = auto()


class Group:
    """A group: the starts of its meetings, and by member the starts it attends.

    Attributes
    ----------
    half_lessons
        Largest weekly lessons in the group, in halves.
    sites
        By school the starts at which it attends.
    points
        Its half-hundredths of convenience, or -1 if not known.
    counted
        The points that the total of the board has of it.
    """

    __slots__ = (
        "counted", "course", "duties", "half_lessons", "high", "key", "low", "members", "points",
        "pupils", "sites", "starts", "teacher",
    )  # fmt: skip

    def __init__(self, key: int, course: int, teacher: int, starts: int, half_lessons: int) -> None:
        self.key = key
        self.course = course
        self.teacher = teacher
        self.starts = starts
        self.half_lessons = half_lessons
        self.members: dict[int, int] = {}
        self.sites: dict[int, int] = {}
        self.pupils = self.duties = self.high = 0
        self.low = 10
        self.points = -1
        self.counted = 0


Change = tuple[Step, Group, int, int]
