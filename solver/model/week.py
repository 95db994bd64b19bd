"""Whether a teacher's week has room for companies, by what no larger company escapes.

The model is a relaxation on purpose: it asks of the members only what they also do when the
company is part of a larger one whose leader has as many lessons. So if it has no solution, no
plan has all these companies, or larger ones, with this teacher.
"""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from scenarios.times import DAYS, HALVES, Half
from solver.candidates.candidates import Candidates
from solver.candidates.overlaps import overlapping
from solver.candidates.presence import Slot
from solver.model.at_once import Use, in_half
from solver.model.company import Company
from solver.model.variables import Literal

Meets = dict[Slot, Literal]


def week_model(given: Candidates, companies: Sequence[Company]) -> cp_model.CpModel | None:
    """Meetings of one teacher's companies that do not collide; `None` if one has no times.

    A company of several meets as often as those with the most lessons, who attend every time;
    the others, and a need alone, attend often enough. A company meets on different days. The
    teacher has time to change over and at most `max_lessons_day` a day in each half.
    """
    cp = cp_model.CpModel()
    weeks = []
    for company in companies:
        meets = _meetings(cp, given, company)
        if meets is None:
            return None
        weeks.append((company, meets))
    scenario = given.scenario
    teacher = scenario.teacher_of[companies[0].teacher]
    changeover = scenario.settings.changeover_minutes
    for day in range(len(DAYS)):
        for half in HALVES:
            uses: list[Use] = []
            for company, meets in weeks:
                subject = scenario.subject_of[scenario.need_of[company.needs[0]].subject]
                options = [(slot, x) for slot, x in meets.items() if slot.day == day]
                uses += in_half(options, half, subject.lesson_minutes + changeover)
            cp.add(sum(use.decision for use in uses) <= teacher.max_lessons_day)
            for _, together in overlapping(uses):
                if len(together) > 1:
                    cp.add_at_most_one(use.decision for use in together)
    return cp


def _meetings(cp: cp_model.CpModel, given: Candidates, company: Company) -> Meets | None:
    need_of = given.scenario.need_of
    most = need_of[company.needs[0]].half_lessons
    theirs = {need: set(given.slots.get((need, company.teacher), ())) for need in company.needs}
    common = set(theirs[company.needs[0]])
    for need, slots in theirs.items():
        if need_of[need].half_lessons == most:
            common &= slots
    meets = {slot: cp.new_bool_var("") for slot in sorted(common)}
    for need, slots in theirs.items():
        lessons = need_of[need].half_lessons
        attended = [x for slot, x in meets.items() if slot in slots]
        whole = [x for slot, x in meets.items() if slot in slots and slot.half is Half.ALL]
        if len(attended) < (lessons + 1) // 2 or len(whole) < lessons // 2:
            return None
        cp.add(sum(attended) >= (lessons + 1) // 2)
        cp.add(sum(whole) >= lessons // 2)
    if len(company.needs) > 1:
        # A need alone may be in a group with more meetings; several are led by their equal.
        cp.add(sum(x for slot, x in meets.items() if slot.half is Half.ALL) <= most // 2)
        cp.add(sum(meets.values()) <= (most + 1) // 2)
    for day in range(len(DAYS)):
        cp.add_at_most_one(x for slot, x in meets.items() if slot.day == day)
    return meets
