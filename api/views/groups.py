"""The groups of a plan as a reader meets them: one's own members, and whether others fit.

Nothing here depends on a count that the reader does not know, not even the decision to say
nothing: a refusal that depends on what it hides tells it (K. Kenthapadi, N. Mishra, K. Nissim,
Simulatable auditing, PODS 2005).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from api.principal import Role
from api.views.counts import SMALL
from api.views.sight import Sight
from scenarios.needs import Need
from scenarios.scenario import Scenario
from solver.measure.timetable import attended_indices
from solver.plan import Group, Meeting, Plan

FITS = "fits"
CODE_LETTERS = 8


class Attends(NamedTuple):
    """One of the reader's needs, and the meetings it comes to."""

    need: Need
    meetings: tuple[Meeting, ...]


class SeenGroup(NamedTuple):
    """What somebody sees of one group.

    Attributes
    ----------
    meetings
        Those that somebody of one's own comes to or holds: others may have more lessons.
    taught
        Whether one employs its teacher.
    others
        `fits` if there are others; nothing if that is not told.
    """

    code: str
    group: Group
    meetings: tuple[Meeting, ...]
    members: tuple[Attends, ...]
    taught: bool
    others: str | None


def group_code(group: Group) -> str:
    """The code of a group in every list and file: the same for all who meet in it.

    It is made of nothing but the teacher and the times. The ids of a plan are numbered by subject
    over the whole area: their gaps would count the groups of others.
    """
    times = sorted(f"{one.day} {one.start} {one.half}" for one in group.meetings)
    text = "\n".join((group.teacher, *times))
    return hashlib.sha256(text.encode()).hexdigest()[:CODE_LETTERS]


def seen_groups(scenario: Scenario, plan: Plan, sight: Sight) -> Iterator[SeenGroup]:
    """Groups that concern the reader, by code."""
    found = [_seen(scenario, group, sight) for group in plan.groups]
    yield from sorted((one for one in found if one.meetings), key=lambda one: one.code)


def _seen(scenario: Scenario, group: Group, sight: Sight) -> SeenGroup:
    own, attended = [], set()
    for member in group.members:
        need = scenario.need_of[member.need]
        indices = attended_indices(group, member)
        if need.school in sight.schools:
            attended |= set(indices)
            own.append(Attends(need, tuple(group.meetings[index] for index in indices)))
    taught = group.teacher in sight.teachers
    meetings = tuple(
        meeting for index, meeting in enumerate(group.meetings) if taught or index in attended
    )
    return SeenGroup(
        code=group_code(group),
        group=group,
        meetings=meetings,
        members=tuple(sorted(own, key=lambda one: one.need.need)),
        taught=taught,
        others=_others(scenario, group, [one.need for one in own], sight),
    )


def _others(scenario: Scenario, group: Group, own: list[Need], sight: Sight) -> str | None:
    """`fits` where there are others and any small count of theirs could still be any.

    A school is not told: where it were alone, the least size of a group would narrow its own
    range. A municipality that leaves a group little room would know how few the others are.
    """
    if sight.role is not Role.MUNICIPALITY or not _may_tell(scenario, group, own):
        return None
    return FITS if len(group.members) > len(own) else None


def _may_tell(scenario: Scenario, group: Group, own: list[Need]) -> bool:
    subject = scenario.subject_of[group.subject]
    places = subject.max_pupils - sum(need.pupils for need in own)
    sites = subject.max_sites - len({need.school for need in own})
    return places - max(0, sites - 1) >= min(SMALL.stop - 1, subject.max_pupils)
