"""Candidates and what the reductions leave of them, against lists made slot by slot."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.generate import generate
from scenarios.needs import Need, Priority, WindowKind
from scenarios.scenario import Scenario
from scenarios.times import DAYS, Half, Interval, halves_of, holds_in
from solver.candidates.candidates import Pair, candidates
from solver.candidates.presence import Slot, hundredths
from solver.candidates.reductions import reduced
from solver.measure.presence import Presence, presence
from solver.measure.teaching import free, may_sell, uncovered_grades
from tests.support.strategies import tiny

Slots = dict[Pair, tuple[Slot, ...]]

GENERATED = (("pilots", "spring", 5, 12), ("pilots", "august", 6, 12))


def scenarios() -> Iterator[Scenario]:
    yield from (tiny(seed) for seed in range(30))
    yield from (generate(place, season, seed=seed, needs=n) for place, season, seed, n in GENERATED)


def with_halves(scenario: Scenario, need: Need) -> bool:
    """Whether some need of the same course has half a lesson."""
    return any(
        other.half_lessons % 2
        for other in scenario.needs
        if (other.subject, other.level) == (need.subject, need.level)
        and scenario.language_of(other) == scenario.language_of(need)
    )


def met(scenario: Scenario, need: Need, slot: Slot) -> list[Presence]:
    """The meeting as the pupils meet it in each of its halves."""
    minutes = scenario.subject_of[need.subject].lesson_minutes
    meeting = Interval(slot.start, slot.start + minutes)
    return [
        presence(scenario, need.need, DAYS[slot.day], half, meeting)
        for half in halves_of(slot.half)
    ]


def slots_of(scenario: Scenario, need: Need) -> list[Slot]:
    core = scenario.subject_of[need.subject].core_minutes
    halves = Half if with_halves(scenario, need) else (Half.ALL,)
    every = (
        Slot(day, start, half)
        for day in range(5)
        for start in range(0, 24 * 60, scenario.settings.start_step_minutes)
        for half in halves
    )
    return sorted(s for s in every if all(m.present >= core for m in met(scenario, need, s)))


def points_of(scenario: Scenario, need: Need, slot: Slot) -> int:
    s = scenario.settings
    return need.pupils * sum(
        hundredths(s.weight_window_free) * (m.kind is WindowKind.FREE)
        + hundredths(s.weight_window_missed) * (m.kind is WindowKind.MISSED)
        + hundredths(s.weight_absent_minute) * m.absent
        + hundredths(s.weight_break_minute) * m.in_break
        + hundredths(s.weight_longer_day_minute) * m.longer_day
        for m in met(scenario, need, slot)
    )


def shared_slots(scenario: Scenario, need: Need, slots: list[Slot]) -> Slots:
    minutes = scenario.subject_of[need.subject].lesson_minutes
    allowed = scenario.settings.allow_unqualified
    found: Slots = {}
    for row in scenario.teachers:
        if (
            scenario.language_of(need) in row.languages
            and may_sell(scenario, row.municipality, scenario.buyer_of(need))
            and not uncovered_grades(scenario, row.teacher, need, unqualified=allowed)
        ):
            found[need.need, row.teacher] = tuple(
                slot
                for slot in slots
                if all(
                    any(
                        stretch.contains(Interval(slot.start, slot.start + minutes))
                        for stretch in free(scenario, row.teacher, DAYS[slot.day], half)
                    )
                    for half in halves_of(slot.half)
                )
            )
    return {pair: kept for pair, kept in found.items() if kept}


def enough_days(need: Need, slots: tuple[Slot, ...]) -> bool:
    every_week = {slot.day for slot in slots if slot.half is Half.ALL}
    return (
        len(every_week) >= need.half_lessons // 2
        and len({slot.day for slot in slots}) >= (need.half_lessons + 1) // 2
    )


def can_receive(scenario: Scenario, need: Need, slot: Slot) -> bool:
    school = scenario.school_of[need.school]
    minutes = scenario.subject_of[need.subject].lesson_minutes
    for half in halves_of(slot.half):
        for minute in range(slot.start, slot.start + minutes):
            here = [
                row
                for row in scenario.capacity_of.get(school.school, ())
                if row.day is DAYS[slot.day]
                and holds_in(row.half, half)
                and row.start <= minute < row.end
            ]
            rooms = [row.remote_rooms for row in here if row.remote_rooms is not None]
            adults = [row.supervisors for row in here if row.supervisors is not None]
            if (
                min(
                    [
                        *rooms,
                        *adults,
                        *(() if rooms else (school.remote_rooms,)),
                        *(() if adults else (school.supervisors,)),
                    ]
                )
                < 1
            ):
                return False
    return True


def enough_pupils(scenario: Scenario, left: Slots, pair: Pair, slot: Slot) -> bool:
    need = scenario.need_of[pair[0]]
    course = [
        other
        for other in scenario.needs
        if (other.subject, other.level) == (need.subject, need.level)
        and scenario.language_of(other) == scenario.language_of(need)
    ]
    least = scenario.subject_of[need.subject].min_pupils
    if len({other.half_lessons for other in course}) > 1:
        return True
    there = [other for other in course if slot in left.get((other.need, pair[1]), ())]
    return sum(other.pupils for other in there) >= least or any(
        other.priority is Priority.STATUTORY for other in there
    )


def plainly_reduced(scenario: Scenario, slots: Slots) -> Slots:
    left = {
        (need, teacher): tuple(
            slot
            for slot in kept
            if scenario.teacher_of[teacher].school == scenario.need_of[need].school
            or can_receive(scenario, scenario.need_of[need], slot)
        )
        for (need, teacher), kept in slots.items()
    }
    while True:
        timely = {p: kept for p, kept in left.items() if enough_days(scenario.need_of[p[0]], kept)}
        fewer = {
            pair: tuple(s for s in kept if enough_pupils(scenario, timely, pair, s))
            for pair, kept in timely.items()
        }
        fewer = {pair: kept for pair, kept in fewer.items() if kept}
        if fewer == left:
            return left
        left = fewer


def test_candidates_are_those_found_slot_by_slot() -> None:
    dropped = halved = 0
    # What pins rule out has a test of its own.
    for scenario in (drawn.replace(pins=()) for drawn in scenarios()):
        given, slots = candidates(scenario), found_slot_by_slot(scenario)
        assert given.slots == slots
        assert reduced(given).slots == plainly_reduced(scenario, slots)
        dropped += reduced(given).size < given.size
        halved += any(s.half is Half.A for kept in slots.values() for s in kept)
    # Else the comparison would compare little.
    assert dropped > 5
    assert halved > 5


def found_slot_by_slot(scenario: Scenario) -> Slots:
    """The shared slots; points and who is servable are compared on the way."""
    given = candidates(scenario)
    slots: Slots = {}
    servable = set()
    for need in scenario.needs:
        mine = slots_of(scenario, need)
        assert given.points[need.need] == {s: points_of(scenario, need, s) for s in mine}
        shared = shared_slots(scenario, need, mine)
        slots.update(shared)
        if any(enough_days(need, kept) for kept in shared.values()):
            servable.add(need.need)
    assert given.servable == servable
    return slots


def test_alike_needs_share_their_tables() -> None:
    """At 15,000 needs the tables would otherwise fill the memory."""
    given = candidates(generate("pilots", "spring", seed=5, needs=100))
    assert len({id(slots) for slots in given.slots.values()}) < len(given.slots)
    assert len({id(points) for points in given.points.values()}) < len(given.points)
