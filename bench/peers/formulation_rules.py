"""Rules of the whole problem that tie groups to each other, as linear rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bench.peers.formulation import Formulation, MeetingKey, half_worth
from bench.peers.rows import Term, Use
from scenarios.needs import Pin, PinKind
from scenarios.times import DAYS, HALVES, Half, holds_in
from solver.candidates.overlaps import overlapping
from solver.candidates.places import Stretch, stretches
from solver.candidates.presence import Slot
from solver.candidates.sales import limits
from solver.candidates.sharing import sharing_pairs

Option = tuple[Slot, int, int]


def add_rules(made: Formulation) -> None:
    """Every rule that is not kept by the columns themselves."""
    teacher_week(made)
    places(made)
    agreements(made)
    pupils(made)
    pins(made)


def minutes_of(made: Formulation, key: MeetingKey) -> int:
    """Length of a meeting."""
    return made.scenario.subject_of[key[0].subject].lesson_minutes


def uses_in(options: Iterable[Option], half: Half) -> list[Use]:
    """Uses of slots that take place in a half, each as long as its third member says."""
    return [
        Use(slot.start, slot.start + minutes, column)
        for slot, column, minutes in options
        if holds_in(slot.half, half)
    ]


def halves_needed(options: Iterable[Option]) -> tuple[Half, ...]:
    """Both halves if any slot is in one only, else one that stands for both."""
    return HALVES if any(slot.half is not Half.ALL for slot, _, _ in options) else (Half.A,)


def teacher_week(made: Formulation) -> None:
    """A teacher's meetings do not overlap; load of the week and of each day is kept."""
    rows, changeover = made.rows, made.scenario.settings.changeover_minutes
    on_day: defaultdict[tuple[str, int], list[Option]] = defaultdict(list)
    load: defaultdict[str, list[Term]] = defaultdict(list)
    for key, column in made.meets.items():
        _, name, slot = key
        on_day[name, slot.day].append((slot, column, minutes_of(made, key) + changeover))
        load[name].append((column, half_worth(slot)))
    _use_teachers(made)
    for teacher_id, terms in load.items():
        teacher, used = made.scenario.teacher_of[teacher_id], made.used[teacher_id]
        rows.add([*terms, (used, -int(teacher.max_lessons * 2))], high=0)
        rows.add([*terms, (used, -int(teacher.min_lessons * 2))], low=0)
    for (teacher_id, _), options in on_day.items():
        most = made.scenario.teacher_of[teacher_id].max_lessons_day
        for half in halves_needed(options):
            uses = uses_in(options, half)
            rows.add(((use.column, 1) for use in uses), high=most)
            for _, together in overlapping(uses):
                rows.add(((use.column, 1) for use in together), high=1)


def _use_teachers(made: Formulation) -> None:
    for (_, teacher), gives in made.gives.items():
        if teacher not in made.used:
            made.used[teacher] = made.rows.column()
        made.rows.add([(gives, 1), (made.used[teacher], -1)], high=0)


def places(made: Formulation) -> None:
    """At any minute a school receives no more groups than it has rooms and adults for."""
    by_day: defaultdict[tuple[str, int], list[Option]] = defaultdict(list)
    for key, attendants in made.attendants.items():
        _, teacher, slot = key
        at_school: defaultdict[str, list[int]] = defaultdict(list)
        for need in attendants:
            at_school[need.school].append(made.attends[need.need, teacher, slot])
        for school, columns in at_school.items():
            if school != made.scenario.teacher_of[teacher].school:
                received = made.received[school, key] = made.rows.any_of(columns)
                by_day[school, slot.day].append((slot, received, minutes_of(made, key)))
    for (school, day), options in by_day.items():
        for half in HALVES:
            for part in stretches(made.scenario, school, day, half):
                _within(made, uses_in(options, half), part)


def _within(made: Formulation, uses: list[Use], part: Stretch) -> None:
    most = min(part.rooms, part.adults)
    inside = [
        Use(max(use.start, part.start), min(use.end, part.end), use.column)
        for use in uses
        if use.start < part.end and part.start < use.end
    ]
    for _, together in overlapping(inside):
        if len(together) > most:
            made.rows.add(((use.column, 1) for use in together), high=most)


def agreements(made: Formulation) -> None:
    """Lessons that a municipality buys from another stay within the limit."""
    limit_of = limits(made.scenario)
    bought: defaultdict[tuple[str, str], list[Term]] = defaultdict(list)
    for (_, teacher, slot), attendants in made.attendants.items():
        seller = made.scenario.teacher_of[teacher].municipality
        by_buyer: defaultdict[str, list[int]] = defaultdict(list)
        for need in attendants:
            buyer = made.scenario.buyer_of(need)
            if (buyer, seller) in limit_of:
                by_buyer[buyer].append(made.attends[need.need, teacher, slot])
        for buyer, columns in by_buyer.items():
            bought[buyer, seller].append((made.rows.any_of(columns), half_worth(slot)))
    for pair, terms in bought.items():
        made.rows.add(terms, high=limit_of[pair])


def together(made: Formulation, one: str, other: str) -> list[Term]:
    """A sum that is 1 if two needs are in one group, else 0."""
    found: list[Term] = []
    for host in made.hosts_of[one]:
        if (other, host) in made.hosts:
            both = made.rows.column()
            parts = (made.hosts[one, host], made.hosts[other, host])
            for part in parts:
                made.rows.add([(both, 1), (part, -1)], high=0)
            made.rows.add([(both, -1), *((part, 1) for part in parts)], high=1)
            found.append((both, 1))
    return found


def pupils(made: Formulation) -> None:
    """Needs that share pupils do not attend overlapping meetings of different groups."""
    by_day: defaultdict[tuple[str, int], list[Option]] = defaultdict(list)
    for (name, _, slot), column in made.attends.items():
        need = made.scenario.need_of[name]
        minutes = made.scenario.subject_of[need.subject].lesson_minutes
        by_day[name, slot.day].append((slot, column, minutes))
    for one, other in sharing_pairs(made.scenario, made.scenario.needs):
        same = [(column, -c) for column, c in together(made, one.need, other.need)]
        for day in range(len(DAYS)):
            mine, theirs = by_day[one.need, day], by_day[other.need, day]
            own = {column for _, column, _ in mine}
            for half in halves_needed([*mine, *theirs]):
                for _, clique in overlapping(uses_in([*mine, *theirs], half)):
                    columns = [use.column for use in clique]
                    if 0 < len(own.intersection(columns)) < len(columns):
                        made.rows.add([*((column, 1) for column in columns), *same], high=1)


def pins(made: Formulation) -> None:
    """`must`: true if served; `locked`: true and served; `must_not`: false."""
    for pin in made.scenario.pins:
        if pin.kind in (PinKind.PREFER, PinKind.AVOID):
            continue
        parts, served = _statement(made, pin), made.served(pin.need)
        if pin.kind is PinKind.MUST_NOT:
            made.rows.add([term for part in parts for term in part], high=len(parts) - 1)
            continue
        for part in parts:
            made.rows.add([*part, *((column, -c) for column, c in served)], low=0)
        if pin.kind is PinKind.LOCKED:
            made.rows.equal(served, 1)


def _statement(made: Formulation, pin: Pin) -> list[list[Term]]:
    """Sums that are all 1 exactly if the need is served as the pin says."""
    parts = [made.served(pin.need)]
    if pin.teacher:
        taught = made.teaches.get((pin.need, pin.teacher))
        parts.append([] if taught is None else [(taught, 1)])
    if pin.day is not None or pin.start is not None:
        fitting = [
            column
            for (need, _, slot), column in made.attends.items()
            if need == pin.need
            and (pin.day is None or DAYS[slot.day] is pin.day)
            and (pin.start is None or slot.start == pin.start)
        ]
        parts.append([(made.rows.any_of(fitting), 1)] if fitting else [])
    if pin.with_need:
        parts.append(together(made, pin.need, pin.with_need))
    return parts
