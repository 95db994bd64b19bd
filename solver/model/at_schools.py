"""What some schools ask for, as a question of its own that every plan answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from scenarios.needs import Need, Priority
from solver.candidates.candidates import Candidates
from solver.candidates.courses import course_of
from solver.candidates.parts import given_to, with_tables
from solver.model.pairs import may_share_a_group

ONE_LESSON = 2


def at_schools(
    given: Candidates, schools: Collection[str], priorities: Collection[Priority]
) -> Candidates:
    """The needs of some schools with these priorities, and nobody else's groups.

    Of every plan these needs keep their teachers and times, and the rules that are left hold of
    them: nobody is added to a group, a room, a teacher's week or an agreement. What could begin
    to fail is left out: `min_pupils`, `min_lessons` and pins. A need of other than one lesson
    brings along those with more lessons that it could follow: without its leader, two members
    could attend different meetings of what is no group any more. A need of one lesson attends a
    single meeting, and those left over at each are a group of their own.

    Parameters
    ----------
    schools
        Whose needs are asked about, without those that nobody can teach.
    """
    scenario = given.scenario
    asked = [
        need
        for need in scenario.needs
        if need.school in schools and need.priority in priorities and given.teachers_of[need.need]
    ]
    chosen = {need.need: need for need in asked}
    for need in asked:
        for leader in _longer_leaders(given, need):
            if leader.need not in chosen:
                chosen[leader.need] = leader
                asked.append(leader)
    theirs = {(need, t): given.slots[need, t] for need in chosen for t in given.teachers_of[need]}
    alone = given_to(given.keeping(theirs), chosen, whole_weeks=())
    subjects = tuple(row.model_copy(update={"min_pupils": 1}) for row in alone.scenario.subjects)
    return replace(alone, scenario=with_tables(alone.scenario, subjects=subjects, pins=()))


def _longer_leaders(given: Candidates, need: Need) -> list[Need]:
    if need.half_lessons == ONE_LESSON:
        return []
    course = given.courses[course_of(given.scenario, need)]
    return [
        leader
        for leader in course
        if leader.half_lessons > need.half_lessons
        and given.teachers_of[leader.need]
        and may_share_a_group(given, leader, need)
    ]
