"""What a member has of its company's meetings."""

from __future__ import annotations

from scenarios.needs import Need


def attended(need: Need, lessons: int) -> int:
    """Half lessons a week that a need attends in a company of so many.

    A company of whole lessons has no half meeting, so there a half is rounded up.
    """
    return need.half_lessons + (need.half_lessons % 2 if lessons % 2 == 0 else 0)


def chooses(need: Need, lessons: int) -> bool:
    """Whether it attends some of the company's weekly meetings and not others.

    Else the meetings of its company are all that is to be known of its own.
    """
    return 0 < attended(need, lessons) // 2 < lessons // 2
