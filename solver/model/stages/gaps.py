"""Minutes a teacher waits between meetings."""

from __future__ import annotations

from scenarios.times import DAYS, HALVES, Half, Interval, holds_in
from solver.model.variables import Linear, Literal, Taught, Variables

Option = tuple[Taught, Literal]


def gap_minutes(variables: Variables) -> Linear:
    """Sum over both halves of every teacher's gap minutes.

    Per day: first start to last end, less the meetings, less one changeover between each two,
    less busy minutes in between; never below 0. A busy stretch overlaps no meeting, so it lies
    wholly between the first and the last meeting or wholly outside.
    """
    terms: list[Linear] = []
    for teacher, meetings in variables.meetings_of.items():
        busy = variables.given.free_time[teacher].busy
        for day in range(len(DAYS)):
            on_day = [(m, variables.meets[m]) for m in meetings if m.slot.day == day]
            every_week = all(m.slot.half is Half.ALL for m, _ in on_day)
            alike = every_week and busy[day, Half.A] == busy[day, Half.B]
            for half in HALVES[:1] if alike else HALVES:
                options = [option for option in on_day if holds_in(option[0].slot.half, half)]
                if len(options) > 1:
                    gap = _gap(variables, options, busy[day, half])
                    terms.append((2 if alike else 1) * gap)
    return sum(terms)


def _gap(variables: Variables, options: list[Option], busy: tuple[Interval, ...]) -> Literal:
    model = variables.model
    opening = min(meeting.slot.start for meeting, _ in options)
    closing = max(meeting.slot.start + meeting.minutes for meeting, _ in options)
    first = model.new_int_var(opening, closing, "first start")
    last = model.new_int_var(opening, closing, "last end")
    for meeting, taught in options:
        model.add(first <= meeting.slot.start).only_enforce_if(taught)
        model.add(last >= meeting.slot.start + meeting.minutes).only_enforce_if(taught)
    used = variables.any_of([taught for _, taught in options])
    changeover = variables.scenario.settings.changeover_minutes
    lessons = sum(meeting.minutes * taught for meeting, taught in options)
    between = sum(taught for _, taught in options) - used
    away = sum(
        stretch.minutes * _in_between(variables, options, stretch)
        for stretch in busy
        if opening < stretch.start and stretch.end < closing
    )
    gap = model.new_int_var(0, closing - opening, "gap")
    model.add(gap >= last - first - lessons - changeover * between - away)
    return gap


def _in_between(variables: Variables, options: list[Option], stretch: Interval) -> Literal:
    """A decision that can be yes only with a meeting before and one after the stretch."""
    found = variables.new("busy in between")
    before = [taught for meeting, taught in options if meeting.slot.start < stretch.start]
    after = [taught for meeting, taught in options if meeting.slot.start >= stretch.end]
    variables.model.add_bool_or(*before, ~found)
    variables.model.add_bool_or(*after, ~found)
    return found
