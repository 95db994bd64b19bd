"""When the pupils of each need could attend, as sets of starts; alike needs share the work."""

from __future__ import annotations

from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.times import DAYS, Half
from scenarios.windows import windows
from solver.candidates.presence import presence
from solver.local.grid import Grid

Key = tuple[object, ...]


class Pupils:
    """Starts of needs, and on demand the points of attending them."""

    def __init__(self, scenario: Scenario, grid: Grid) -> None:
        self._scenario = scenario
        self._grid = grid
        self._starts: dict[Key, int] = {}
        self._points: dict[Key, dict[int, int]] = {}
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
            need.half_lessons % 2,
        )

    def _classes(self, need: Need) -> Key:
        """What the classes say of the need's week; without home lessons only their grades do."""
        if any(name in self._scenario.lessons_of for name in need.classes):
            return (need.classes, need.released_from)
        known = self._scenario.class_of
        rows = [known[name] for name in need.classes if name in known]
        return tuple(sorted({(row.grades, repr(row.earliest), repr(row.latest)) for row in rows}))

    def starts(self, need: Need) -> int:
        """Starts the pupils can attend; in the planes of the halves only for half lessons."""
        key = self._key(need)
        if key not in self._starts:
            in_a = self._of_half(need, Half.A)
            in_b = self._of_half(need, Half.B) if self._halves_differ else in_a
            found = self._grid.in_planes(in_a, in_b)
            self._starts[key] = found if need.half_lessons % 2 else found & self._grid.whole
        return self._starts[key]

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

    def points(self, need: Need) -> dict[int, int]:
        """By start the half-hundredths of a point for one pupil."""
        key = self._key(need)
        if key not in self._points:
            first, past = self._grid.first, self._grid.first + self._grid.per_day - self._grid.pad
            self._points[key] = {
                self._grid.bit(slot): points // need.pupils
                for slot, points in presence(
                    self._scenario, need, with_halves=need.half_lessons % 2 == 1
                ).items()
                if first <= slot.start // self._grid.step <= past
            }
        return self._points[key]
