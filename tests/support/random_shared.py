"""Random areas whose municipalities share groups, with several plans and variants of each.

Times and teachers are plentiful, so that any partition of the needs into groups is a right plan:
what matters here is who shares with whom and who is served, not when.
"""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.times import DAYS
from solver.plan import Plan
from solver.verify.report import verify
from tests.support.build import (
    PERIODS,
    Taught,
    changed,
    group,
    municipality,
    need,
    plan,
    school,
    subject,
    teacher,
    with_rows,
    without,
    world,
)
from tests.support.draw import Draw

STARTS = [period.split("-")[0] for period in PERIODS]
SUBJECTS = {"OR": "religion", "IS": "religion", "ET": "ethics", "EN": "language"}
COUNTS = (1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 8, 11)


class Fetched(NamedTuple):
    """A scenario and a plan of it that a reader can fetch."""

    scenario: Scenario
    plan: Plan


def shared_area(seed: int | str) -> Scenario:
    """Two to four municipalities of one or two schools, with two to twelve needs."""
    draw = Draw(f"shared {seed}")
    places = [f"m{number}" for number in range(1, draw.pick([2, 2, 3, 4]) + 1)]
    schools = [
        school(f"{place}s{number}", municipality=place, remote_rooms=9, supervisors=9)
        for place in places
        for number in range(1, draw.pick([1, 1, 2]) + 1)
    ]
    most = draw.pick([6, 12, 12, 12])
    names = draw.some(sorted(SUBJECTS), 1, 3)
    subjects = [
        subject(name, category=SUBJECTS[name], max_pupils=most, min_pupils=1, grade_span=8)
        for name in names
    ]
    wanted = [
        need(
            f"n{number}",
            school=draw.pick(schools).school,
            subject=draw.pick(names),
            pupils=min(most, draw.pick(COUNTS)),
            grade_from=draw.whole(1, 9),
            priority=draw.pick(["statutory", "promised", "optional"]),
            shares_pupils_with="none",
        )
        for number in range(1, draw.whole(2, 12) + 1)
    ]
    teachers = [
        teacher(
            f"t{number}",
            municipality=draw.pick(places),
            contract_lessons=draw.pick([0, 4, 12]),
        )
        for number in range(1, draw.pick([1, 2, 4]) + 1)
    ]
    paid = [municipality(place, supervisor_cost=draw.pick([17, 21, 29.5])) for place in places]
    return world(paid, schools, subjects, wanted, teachers)


def shared_plan(seed: int | str, scenario: Scenario) -> Plan:
    """Needs of each subject put together at random, some left unserved."""
    draw = Draw(f"shared plan {seed}")
    slots = draw.shuffled(list(product(sorted(scenario.teacher_of), DAYS, STARTS)))
    made: list[Taught] = []
    for name in sorted(scenario.subject_of):
        left = draw.shuffled([one for one in scenario.needs if one.subject == name])
        for members in _parted(draw, left, scenario.subject_of[name].max_pupils):
            if draw.chance(85) and slots:
                held, day, start = slots.pop()
                made.append(group(held, f"{day} {start}", *sorted(one.need for one in members)))
    answer = plan(scenario, *draw.shuffled(made))
    if verify(scenario, answer):
        # Too many lessons a day for a teacher: the first groups alone.
        return plan(scenario, *made[:2])
    return answer


def _parted(draw: Draw, needs: list[Need], most: int) -> list[list[Need]]:
    parts: list[list[Need]] = []
    for one in needs:
        part = draw.pick(parts) if parts and draw.chance(65) else None
        fits = part is not None and sum(other.pupils for other in part) + one.pupils <= most
        sites = {other.school for other in part or ()} | {one.school}
        if part is not None and fits and len(sites) <= 5:
            part.append(one)
        else:
            parts.append([one])
    return parts


def family(seed: int | str, plans: int = 2) -> list[Fetched]:
    """Plans of an area and of variants: a need taken away, a count raised, a need more."""
    draw = Draw(f"family {seed}")
    base = shared_area(seed)
    found = [Fetched(base, shared_plan(f"{seed} {number}", base)) for number in range(plans)]
    gone = draw.pick(base.needs)
    fewer = without(base, gone.need) if len(base.needs) > 2 else base
    found.append(_kept(fewer, found[0].plan))
    grown = draw.pick(base.needs)
    most = base.subject_of[grown.subject].max_pupils
    if grown.pupils < most:
        more = changed(base, grown.need, pupils=grown.pupils + 1)
        found.append(Fetched(more, shared_plan(f"{seed} more", more)))
    place = draw.pick(base.schools).school
    added = need("n99", school=place, subject=grown.subject, pupils=draw.pick([1, 2, 3]))
    wider = with_rows(base, added)
    found.append(Fetched(wider, shared_plan(f"{seed} wider", wider)))
    return [one for one in found if not verify(one.scenario, one.plan)]


def _kept(scenario: Scenario, answer: Plan) -> Fetched:
    """The same plan without what the scenario no longer has: before and after a deletion."""
    groups = []
    for one in answer.groups:
        members = tuple(m for m in one.members if m.need in scenario.need_of)
        if members:
            groups.append(one.model_copy(update={"members": members}))
    unserved = tuple(name for name in answer.unserved if name in scenario.need_of)
    made = Plan(scenario=scenario.content_hash, groups=tuple(groups), unserved=unserved)
    return Fetched(scenario, made)
