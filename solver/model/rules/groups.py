"""Rules about who is in a group: `one_group`, `grade_span`, `group_size`, `group_sites`."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from scenarios.needs import Priority
from solver.model.pairs import span
from solver.model.variables import Literal, Variables


def one_group(variables: Variables) -> None:
    """A need is in at most one group: served ⇔ one teacher ⇔ one leader."""
    model = variables.model
    for need in variables.needs:
        leaders = variables.leaders_of[need.need]
        served = variables.served(need.need)
        teachers = variables.given.teachers_of[need.need]
        model.add(sum(variables.teaches[need.need, t] for t in teachers) == served)
        model.add(sum(variables.joins[need.need, leader] for leader in leaders) == served)
        for leader in leaders:
            if leader != need.need:
                model.add_implication(variables.joins[need.need, leader], variables.leads(leader))


def held_by_construction(variables: Variables) -> None:
    """Nothing to add: no candidate and no decision breaks the rule.

    `same_course`: groups are formed within a course. `qualified`, `teacher_available`,
    `pupils_present`: only slots that keep them are candidates.
    """


def grade_span(variables: Variables) -> None:
    """Two needs too far apart in grades are not in one group."""
    need_of = variables.scenario.need_of
    for leader, followers in variables.followers_of.items():
        most = variables.scenario.subject_of[need_of[leader].subject].grade_span
        for one, other in combinations(followers[1:], 2):
            if span(need_of[one], need_of[other]) > most:
                variables.model.add_at_most_one(
                    variables.joins[one, leader], variables.joins[other, leader]
                )


def group_size(variables: Variables) -> None:
    """Pupils of a group are at most `max_pupils`; at least `min_pupils` without a statutory need.

    The same upper limit holds at each meeting, which says nothing new but bounds better.
    """
    model, need_of = variables.model, variables.scenario.need_of
    for leader, followers in variables.followers_of.items():
        subject = variables.scenario.subject_of[need_of[leader].subject]
        joins = [(need_of[need], variables.joins[need, leader]) for need in followers]
        pupils = sum(need.pupils * joined for need, joined in joins)
        law = sum(joined for need, joined in joins if need.priority is Priority.STATUTORY)
        model.add(pupils <= subject.max_pupils * variables.leads(leader))
        model.add(pupils + subject.min_pupils * law >= subject.min_pupils * variables.leads(leader))
    for meeting, needs in variables.attendants.items():
        most = variables.scenario.subject_of[meeting.course.subject].max_pupils
        if sum(need_of[need].pupils for need in needs) > most:
            attended = sum(
                need_of[need].pupils * variables.attends[need, meeting.teacher, meeting.slot]
                for need in needs
            )
            model.add(attended <= most * variables.meets[meeting])


def group_sites(variables: Variables) -> None:
    """A group has at most `max_sites` schools."""
    model, need_of = variables.model, variables.scenario.need_of
    for leader, followers in variables.followers_of.items():
        most = variables.scenario.subject_of[need_of[leader].subject].max_sites
        by_school: defaultdict[str, list[Literal]] = defaultdict(list)
        for need in followers:
            by_school[need_of[need].school].append(variables.joins[need, leader])
        if len(by_school) <= most:
            continue
        sites = []
        for school, joins in by_school.items():
            site = joins[0] if len(joins) == 1 else variables.new(f"member[{school},{leader}]")
            for joined in joins:
                if joined is not site:
                    model.add_implication(joined, site)
            sites.append(site)
        model.add(sum(sites) <= most * variables.leads(leader))
