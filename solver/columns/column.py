"""Every company that a part of the needs could form, found depth first.

A company is kept if nothing certain speaks against it: its pupils, sites and grades fit
(`group_size`, `group_sites`, `grade_span`), and members of most lessons have common times on
enough days. Members who attend some of the meetings must each have enough of those times alone,
and where they attend one of two, all together. For more meetings that is left open, so too many
companies may be kept but never too few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scenarios.needs import Need, Pin, PinKind, Priority
from scenarios.scenario import Scenario
from scenarios.times import DAYS, Half
from solver.candidates.candidates import Candidates
from solver.candidates.courses import Course
from solver.candidates.presence import Slot
from solver.columns.shares import attended, chooses
from solver.model.company import Company

TWO_MEETINGS = 2
"""Meetings a week of which some attend one; it is looked at whether all find theirs."""


class TooManyColumnsError(Exception):
    """There are more companies than may be listed."""


class Steps:
    """How many needs may still be decided on to find companies."""

    def __init__(self, most: int) -> None:
        self._most = self._left = most

    def take(self) -> None:
        """One more.

        Raises
        ------
        TooManyColumnsError
            If none is left.
        """
        if not self._left:
            raise TooManyColumnsError(self._most)
        self._left -= 1


class Column(NamedTuple):
    """A possible company.

    Attributes
    ----------
    lessons
        Half lessons a week that it takes of its teacher.
    """

    company: Company
    lessons: int
    members: frozenset[str]


def column_of(company: Company, lessons: int) -> Column:
    """The column of a company that takes so many half lessons."""
    return Column(company, lessons, frozenset(company.needs))


class Grid:
    """The slots of a course with a teacher, and sets of them as bits."""

    def __init__(self, given: Candidates, needs: tuple[Need, ...], teacher: str) -> None:
        own = {need.need: given.slots.get((need.need, teacher), ()) for need in needs}
        self.slots: tuple[Slot, ...] = tuple(sorted({slot for s in own.values() for slot in s}))
        bit = {slot: 1 << index for index, slot in enumerate(self.slots)}
        self.mask_of = {need: sum(bit[slot] for slot in slots) for need, slots in own.items()}
        self._days = [
            sum(bit[slot] for slot in self.slots if slot.day == day) for day in range(len(DAYS))
        ]
        self._whole = sum(bit[slot] for slot in self.slots if slot.half is Half.ALL)
        self._halved = sum(bit.values()) & ~self._whole

    def enough_days(self, lessons: int, mask: int) -> bool:
        """Whether so many half lessons find different days among the slots."""
        whole = mask & self._whole
        return (
            sum(1 for day in self._days if day & whole) >= lessons // 2
            and sum(1 for day in self._days if day & mask) >= (lessons + 1) // 2
        )

    def left(self, common: int, need: Need, lessons: int) -> int:
        """Slots that a company of so many half lessons can have with a need that has no choice."""
        here, mask = attended(need, lessons), self.mask_of[need.need]
        whole = self._whole & (mask if here // 2 else -1) if lessons // 2 else 0
        halved = self._halved & (mask if here % 2 else -1) if lessons % 2 else 0
        return common & (whole | halved)

    def suits_all(self, common: int, choosing: Sequence[Need]) -> bool:
        """Whether two of the slots on different days are such that each need can be at one."""
        masks = [self.mask_of[need.need] for need in choosing]
        return self._split(common & self._whole, common & self._whole, masks)

    def _split(self, one: int, other: int, masks: list[int]) -> bool:
        """Whether some are at a slot of the one, and the rest at a slot of the other."""
        if not masks:
            days = [(bool(day & one), bool(day & other)) for day in self._days]
            firsts, seconds = sum(first for first, _ in days), sum(second for _, second in days)
            return min(firsts, seconds) > 0 and (
                max(firsts, seconds) > 1 or not any(first and second for first, second in days)
            )
        mask, *rest = masks
        return bool(
            (one & mask and self._split(one & mask, other, rest))
            or (other & mask and self._split(one, other & mask, rest))
        )


def columns_of(given: Candidates, most: int) -> tuple[Column, ...]:
    """All columns of the candidates, by course, teacher and members.

    Raises
    ------
    TooManyColumnsError
        If there are more than `most`.
    """
    found: list[Column] = []
    forbidden = Forbidden(given.scenario)
    for course, needs in given.courses.items():
        teachers = sorted({t for need in needs for t in given.teachers_of[need.need]})
        for teacher in teachers:
            for column in _Course(given, course, needs, teacher).columns():
                if not forbidden.holds(column):
                    found.append(column)
                    if len(found) > most:
                        raise TooManyColumnsError(most)
    return tuple(found)


class _Begun(NamedTuple):
    """Needs that fit together, and what another need must fit to.

    Attributes
    ----------
    schools, common
        Their schools and the slots of those without a choice, as bits.
    """

    members: tuple[Need, ...]
    pupils: int
    schools: int
    highest: int
    lowest: int
    large: bool
    common: int


class _Course:
    """The companies of one course with one teacher."""

    def __init__(
        self, given: Candidates, course: Course, needs: tuple[Need, ...], teacher: str
    ) -> None:
        self.subject = given.scenario.subject_of[course.subject]
        self.teacher = teacher
        self.needs = tuple(need for need in needs if (need.need, teacher) in given.slots)
        self.grid = Grid(given, self.needs, teacher)
        schools = dict.fromkeys(need.school for need in self.needs)
        self._school_bit = {school: 1 << index for index, school in enumerate(schools)}
        self._times: dict[tuple[int, int], bool] = {}

    def columns(self) -> Iterator[Column]:
        nobody = _Begun((), 0, 0, highest=0, lowest=9, large=False, common=-1)
        yield from self._extended(nobody, 0)

    def _extended(self, begun: _Begun, position: int) -> Iterator[Column]:
        """Companies of those begun and of later needs; who leads has most lessons."""
        for index in range(position, len(self.needs)):
            more = self._joined(begun, self.needs[index])
            if more is not None:
                if more.large and self._suits_all(more):
                    yield self._column(more.members)
                yield from self._extended(more, index + 1)

    def _joined(self, begun: _Begun, need: Need) -> _Begun | None:
        """The company with another need; `None` if it does not fit."""
        pupils = begun.pupils + need.pupils
        schools = begun.schools | self._school_bit[need.school]
        highest, lowest = max(begun.highest, need.grade_to), min(begun.lowest, need.grade_from)
        if (
            pupils > self.subject.max_pupils
            or schools.bit_count() > self.subject.max_sites
            or (begun.members and highest - lowest > self.subject.grade_span)
        ):
            return None
        lessons = begun.members[0].half_lessons if begun.members else need.half_lessons
        choosing = chooses(need, lessons)
        common = begun.common if choosing else self.grid.left(begun.common, need, lessons)
        if choosing:
            enough = self._enough(attended(need, lessons), common & self.grid.mask_of[need.need])
        else:
            enough = self._enough(lessons, common)
        if not enough:
            return None
        return _Begun(
            (*begun.members, need),
            pupils,
            schools,
            highest,
            lowest,
            begun.large or need.priority is Priority.STATUTORY or pupils >= self.subject.min_pupils,
            common,
        )

    def _suits_all(self, begun: _Begun) -> bool:
        lessons = begun.members[0].half_lessons
        choosing = [need for need in begun.members if chooses(need, lessons)]
        return lessons // 2 != TWO_MEETINGS or self.grid.suits_all(begun.common, choosing)

    def _enough(self, lessons: int, mask: int) -> bool:
        key = (lessons, mask)
        if key not in self._times:
            self._times[key] = self.grid.enough_days(lessons, mask)
        return self._times[key]

    def _column(self, members: tuple[Need, ...]) -> Column:
        names = tuple(need.need for need in members)
        return column_of(Company(self.teacher, names), members[0].half_lessons)


class Forbidden:
    """Pins about teacher and company alone that a column would break (`pinned`)."""

    def __init__(self, scenario: Scenario) -> None:
        kinds = (PinKind.MUST, PinKind.LOCKED, PinKind.MUST_NOT)
        self._pins: dict[str, list[Pin]] = {}
        for pin in scenario.pins:
            if pin.kind in kinds:
                self._pins.setdefault(pin.need, []).append(pin)

    def may_have(self, need: str, teacher: str) -> bool:
        """Whether no pin keeps the need from the teacher whoever else is there."""
        return not any(
            pin.teacher == teacher and not pin.with_need and pin.day is None and pin.start is None
            if pin.kind is PinKind.MUST_NOT
            else pin.teacher not in ("", teacher)
            for pin in self._pins.get(need, ())
        )

    def partners(self, need: str) -> tuple[str, ...]:
        """Needs that it must be with."""
        return tuple(
            pin.with_need
            for pin in self._pins.get(need, ())
            if pin.with_need and pin.kind is not PinKind.MUST_NOT
        )

    def holds(self, column: Column) -> bool:
        return any(
            _broken(pin, column) for need in column.members for pin in self._pins.get(need, ())
        )


def _broken(pin: Pin, column: Column) -> bool:
    teacher = not pin.teacher or pin.teacher == column.company.teacher
    company = not pin.with_need or pin.with_need in column.members
    if pin.kind is PinKind.MUST_NOT:
        return teacher and company and pin.day is None and pin.start is None
    return not (teacher and company)
