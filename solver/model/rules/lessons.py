"""The rule `weekly_lessons`: which meetings a group has and which of them each need attends."""

from __future__ import annotations

from collections import defaultdict

from scenarios.needs import Need
from scenarios.times import DAYS, Half
from solver.candidates.courses import Course
from solver.model.variables import Literal, Variables


def weekly_lessons(variables: Variables) -> None:
    """Each need attends as many meetings as it must, on different days, all of its group."""
    for need in variables.needs:
        _attends_enough(variables, need)
    for meeting, needs in variables.attendants.items():
        attended = [variables.attends[need, meeting.teacher, meeting.slot] for need in needs]
        variables.model.add_bool_or(*attended, ~variables.meets[meeting])
        for attends in attended:
            variables.model.add_implication(attends, variables.meets[meeting])
    one_teacher(variables)
    for member, leader in variables.joins:
        if member != leader:
            _same_meetings(variables, member, leader)
    _no_meeting_of_two_groups(variables)


def one_teacher(variables: Variables) -> None:
    """Members have their leader's teacher, and that teacher gives the group."""
    model = variables.model
    for member, leader in variables.joins:
        if member != leader:
            _same_teacher(variables, member, leader)
    for (leader, teacher), decision in variables.gives.items():
        model.add_implication(decision, variables.teaches[leader, teacher])
    for leader in variables.followers_of:
        given = [variables.gives[leader, t] for t in variables.given.teachers_of[leader]]
        model.add(sum(given) == variables.leads(leader))


def _attends_enough(variables: Variables, need: Need) -> None:
    """⌊ℓ⌋ meetings of all weeks and one of a half; in a group without one ⌈ℓ⌉ of all weeks."""
    model, given = variables.model, variables.given
    rounded = _rounded_up(variables, need) if need.half_lessons % 2 else {}
    for teacher in given.teachers_of[need.need]:
        teaches = variables.teaches[need.need, teacher]
        attends = {
            slot: variables.attends[need.need, teacher, slot]
            for slot in given.slots[need.need, teacher]
        }
        whole = sum(x for slot, x in attends.items() if slot.half is Half.ALL)
        halved = sum(x for slot, x in attends.items() if slot.half is not Half.ALL)
        if need.half_lessons % 2:
            model.add(whole == need.half_lessons // 2 * teaches + rounded[teacher])
            model.add(halved == teaches - rounded[teacher])
        else:
            model.add(whole == need.half_lessons // 2 * teaches)
            model.add(halved == 0)
    for day in range(len(DAYS)):
        model.add_at_most_one(x for _, x in variables.attended_on(need.need, day))


def _rounded_up(variables: Variables, need: Need) -> dict[str, Literal]:
    """By teacher whether a need with a half is in a group that has no half meeting."""
    need_of = variables.scenario.need_of
    found = {}
    for teacher in variables.given.teachers_of[need.need]:
        found[teacher] = variables.new(f"rounded[{need.need},{teacher}]")
        variables.model.add_implication(found[teacher], variables.teaches[need.need, teacher])
    without_half = [
        variables.joins[need.need, leader]
        for leader in variables.leaders_of[need.need]
        if need_of[leader].half_lessons % 2 == 0
    ]
    variables.model.add(sum(found.values()) == sum(without_half))
    return found


def _same_teacher(variables: Variables, need: str, leader: str) -> None:
    joins = variables.joins[need, leader]
    for teacher in variables.given.teachers_of[leader]:
        theirs = variables.teaches[leader, teacher]
        mine = variables.teaches.get((need, teacher))
        if mine is None:
            variables.model.add_at_most_one(joins, theirs)
        else:
            variables.model.add_bool_or(~joins, ~theirs, mine)


def _same_meetings(variables: Variables, need: str, leader: str) -> None:
    """On a day the need attends, it attends what its leader attends."""
    model, need_of = variables.model, variables.scenario.need_of
    joins = variables.joins[need, leader]
    equal = need_of[need].half_lessons == need_of[leader].half_lessons
    for day in range(len(DAYS)):
        options = variables.attended_on(need, day)
        leading = {slot for slot, _ in variables.attended_on(leader, day)}
        alone = [attends for slot, attends in options if slot not in leading]
        if alone:
            model.add_at_most_one(joins, *alone)
        if len(alone) == len(options) and not equal:
            continue
        tie = model.add(variables.time_of[need, day] == variables.time_of[leader, day])
        if equal:
            tie.only_enforce_if(joins)
        else:
            tie.only_enforce_if(joins, variables.present[need, day])


def _no_meeting_of_two_groups(variables: Variables) -> None:
    """A teacher's meetings in a course are as many as its groups have together.

    Every meeting has an attendant and every member's meetings are among its leader's, so
    equality leaves no meeting to two groups.
    """
    meets: defaultdict[tuple[str, Course, bool], list[Literal]] = defaultdict(list)
    for meeting, decision in variables.meets.items():
        meets[meeting.teacher, meeting.course, meeting.slot.half is Half.ALL].append(decision)
    for course, needs in variables.given.courses.items():
        gives: defaultdict[str, list[tuple[Need, Literal]]] = defaultdict(list)
        for need in needs:
            for teacher in variables.given.teachers_of[need.need]:
                gives[teacher].append((need, variables.gives[need.need, teacher]))
        for teacher, leaders in gives.items():
            whole = sum(need.half_lessons // 2 * lead for need, lead in leaders)
            halved = sum(lead for need, lead in leaders if need.half_lessons % 2)
            variables.model.add(sum(meets[teacher, course, True]) == whole)
            variables.model.add(sum(meets[teacher, course, False]) == halved)
