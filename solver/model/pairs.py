"""Which two needs could be in one group, by what is certain before any decision."""

from __future__ import annotations

from scenarios.needs import Need
from scenarios.times import Half
from solver.candidates.candidates import Candidates


def span(one: Need, other: Need) -> int:
    """Highest minus lowest grade of both."""
    return max(one.grade_to, other.grade_to) - min(one.grade_from, other.grade_from)


def may_share_a_group(given: Candidates, leader: Need, need: Need) -> bool:
    """Whether two needs of one course could be taught together.

    Necessary: pupils and grades fit, and with some teacher they have common slots on as many
    days as the one with fewer lessons attends meetings.
    """
    subject = given.scenario.subject_of[need.subject]
    if need.pupils + leader.pupils > subject.max_pupils:
        return False
    if span(need, leader) > subject.grade_span:
        return False
    if need.school != leader.school and subject.max_sites < 2:
        return False
    meetings = (need.half_lessons + 1) // 2
    return any(
        _common_days(given, leader, need, teacher) >= meetings
        for teacher in given.teachers_of[need.need]
    )


def _common_days(given: Candidates, leader: Need, need: Need, teacher: str) -> int:
    theirs = given.slots.get((leader.need, teacher))
    if theirs is None:
        return 0
    common = set(theirs) & set(given.slots[need.need, teacher])
    whole = {slot.day for slot in common if slot.half is Half.ALL}
    if len(whole) < need.half_lessons // 2:
        return 0
    return len({slot.day for slot in common})
