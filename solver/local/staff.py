"""Teachers in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.teachers import Teacher


@dataclass(slots=True)
class TeacherRow:
    """A teacher in numbers; money in cents, lessons in halves.

    Attributes
    ----------
    open
        By length index the starts inside the availability.
    """

    row: Teacher
    seller: int
    school: int
    contract: int
    least: int
    most: int
    most_a_day: int
    lesson: int
    overtime: int
    hire: int
    open: list[int]

    def half_cents(self, load: int) -> int:
        """Cost of so many half lessons, in half-cents; 0 if unused."""
        if load == 0:
            return 0
        within = min(load, self.contract)
        return 2 * self.hire + within * self.lesson + (load - within) * self.overtime
