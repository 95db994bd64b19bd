"""Season and tightness: what they change in numbers."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Season(StrEnum):
    """Before or after the schools have made their own timetables."""

    SPRING = "spring"
    AUGUST = "august"


class Tightness(StrEnum):
    """How much room the schools and the teachers leave."""

    LOOSE = "loose"
    NORMAL = "normal"
    TIGHT = "tight"


class Knobs(NamedTuple):
    """Numbers behind a tightness.

    `hours` = teacher lessons per estimated lesson; `extra_periods` = bell periods that the bus
    waits for after the usual end of the day; `follow_bands` = chance that a school has put its
    lesson where the area agreed.
    """

    rooms: int
    hours: float
    core_minutes: int
    extra_periods: int
    follow_bands: float
    limited: float


KNOBS = {
    Tightness.LOOSE: Knobs(3, 2.3, 35, 3, 0.95, 0.0),
    Tightness.NORMAL: Knobs(2, 1.3, 40, 2, 0.8, 0.25),
    Tightness.TIGHT: Knobs(1, 0.5, 45, 1, 0.6, 0.6),
}
