"""When the pupils of each need could attend, as sets of starts; alike needs share the work."""

from __future__ import annotations

from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.times import DAYS, Half
from scenarios.windows import windows
from solver.candidates.grid import Grid
from solver.candidates.presence import DayOfNeed, Slot, Weights, day_of_need

Key = tuple[object, ...]
Points = dict[int, int]


class Pupils:
    """Starts of needs, and on demand the points of attending them."""

    def __init__(self, scenario: Scenario, grid: Grid) -> None:
        self._scenario = scenario
        self._grid = grid
        self._weights = Weights.of(scenario.settings)
        self._starts: dict[Key, int] = {}
        self._days: dict[DayOfNeed, Points] = {}
        self._weeks: dict[Key, tuple[tuple[Points, Points], ...]] = {}
        self._slots_of_day: dict[Key, tuple[tuple[Slot, int], ...]] = {}
        self._points: dict[Key, dict[Slot, int]] = {}
        self._slots: dict[Slot, Slot] = {}
        tables = (scenario.lessons, scenario.closed, scenario.windows)
        self._halves_differ = any(row.half is not Half.ALL for table in tables for row in table)

    def _key(self, need: Need) -> Key:
        """Needs with the same key see the same week."""
        subject = self._scenario.subject_of[need.subject]
        return (
            need.need if need.need in self._scenario.windows_of else "",
            need.school,
            need.grades,
            self._classes(need),
            subject.lesson_minutes,
            subject.core_minutes,
        )

    def _classes(self, need: Need) -> Key:
        """What the classes say of the need's week; without home lessons only their grades do."""
        if any(name in self._scenario.lessons_of for name in need.classes):
            return (need.classes, need.released_from)
        known = self._scenario.class_of
        rows = [known[name] for name in need.classes if name in known]
        return tuple(sorted({(row.grades, repr(row.earliest), repr(row.latest)) for row in rows}))

    def starts(self, need: Need, *, with_halves: bool) -> int:
        """Starts the pupils can attend when a teacher could; in the halves only if asked for."""
        key = self._key(need)
        if key not in self._starts:
            in_a = self._of_half(need, Half.A)
            in_b = self._of_half(need, Half.B) if self._halves_differ else in_a
            self._starts[key] = self._grid.in_planes(in_a, in_b)
        return self._starts[key] if with_halves else self._starts[key] & self._grid.whole

    def _of_half(self, need: Need, half: Half) -> int:
        subject = self._scenario.subject_of[need.subject]
        core, late = subject.core_minutes, subject.lesson_minutes - subject.core_minutes
        found = 0
        for day, name in enumerate(DAYS):
            for window in windows(self._scenario, need, name, half):
                interval = window.interval
                if interval.minutes >= core:
                    found |= self._grid.stretch(day, interval.start - late, interval.end - core)
        return found

    def points(self, need: Need, *, with_halves: bool) -> dict[Slot, int]:
        """Slots the need can attend, with the half-hundredths of a point for all its pupils.

        A meeting of all weeks must fit in both halves; its points are the sum of both. Alike
        needs are given the same table, also slots at which no teacher is free.
        """
        week = self._week(need)
        key = (*(id(points) for day in week for points in day), with_halves, need.pupils)
        found = self._points.get(key)
        if found is None:
            found = self._points[key] = {
                slot: need.pupils * points
                for day, (in_a, in_b) in enumerate(week)
                for slot, points in self._of_day(day, in_a, in_b, with_halves=with_halves)
            }
        return found

    def _week(self, need: Need) -> tuple[tuple[Points, Points], ...]:
        """By weekday the points of one pupil by start, in A and in B."""
        key = self._key(need)
        if key not in self._weeks:
            found = []
            for day in range(len(DAYS)):
                in_a = self._of_one(need, day, Half.A)
                found.append(
                    (in_a, self._of_one(need, day, Half.B) if self._halves_differ else in_a)
                )
            self._weeks[key] = tuple(found)
        return self._weeks[key]

    def _of_one(self, need: Need, day: int, half: Half) -> Points:
        """Equal days are given the same table."""
        sight = day_of_need(self._scenario, need, day, half)
        found = self._days.get(sight)
        if found is None:
            found = {
                start: sight.points(start, self._weights)
                for start in sight.starts(self._weights.step)
            }
            self._days[sight] = found
        return found

    def _of_day(
        self, day: int, in_a: Points, in_b: Points, *, with_halves: bool
    ) -> tuple[tuple[Slot, int], ...]:
        key = (day, id(in_a), id(in_b), with_halves)
        found = self._slots_of_day.get(key)
        if found is None:
            both = sorted(in_a.keys() & in_b.keys())
            rows = [(Slot(day, start, Half.ALL), in_a[start] + in_b[start]) for start in both]
            if with_halves:
                rows += [(Slot(day, start, Half.A), points) for start, points in in_a.items()]
                rows += [(Slot(day, start, Half.B), points) for start, points in in_b.items()]
            found = tuple((self._slots.setdefault(slot, slot), points) for slot, points in rows)
            self._slots_of_day[key] = found
        return found
