"""What a member has of its company's meetings."""

from __future__ import annotations

from scenarios.needs import Need


def attended(need: Need, lessons: int) -> int:
    """Half lessons a week that a need attends in a company of so many.

    A company of whole lessons has no half meeting, so there a half is rounded up.
    """
    return need.half_lessons + (need.half_lessons % 2 if lessons % 2 == 0 else 0)
