"""What a plan already takes: teachers' hours and minutes, rooms, adults, pupils, agreements."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from scenarios.needs import Category, Need
from scenarios.scenario import Scenario
from scenarios.teachers import Teacher
from scenarios.times import Day, Half, Interval, halves_of
from solver.explain.fits import Starts, capacities
from solver.plan import Meeting, Plan

_ONE_WORLDVIEW = (Category.RELIGION, Category.ETHICS)


class Occupied:
    """A plan seen by what each of its groups takes, in clock minutes."""

    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self.scenario = scenario
        self.plan = plan
        self._taught: defaultdict[tuple[str, Day, Half], list[Interval]] = defaultdict(list)
        self._received: defaultdict[tuple[str, Day, Half], set[tuple[int, Interval]]] = defaultdict(
            set
        )
        self._attended: defaultdict[tuple[str, Day, Half], list[Interval]] = defaultdict(list)
        self._half_lessons: defaultdict[str, int] = defaultdict(int)
        self._sold: defaultdict[tuple[str, str], int] = defaultdict(int)
        for index, group in enumerate(plan.groups):
            for number, meeting in enumerate(group.meetings):
                attending = [
                    scenario.need_of[member.need]
                    for member in group.members
                    if number in member.meetings
                ]
                self._take(index, scenario.teacher_of[group.teacher], meeting, attending)

    def _take(self, group: int, teacher: Teacher, meeting: Meeting, needs: list[Need]) -> None:
        self._half_lessons[teacher.teacher] += meeting.half_worth
        for buyer in sorted({self.scenario.buyer_of(need) for need in needs}):
            self._sold[buyer, teacher.municipality] += meeting.half_worth
        for half in halves_of(meeting.half):
            self._taught[teacher.teacher, meeting.day, half].append(meeting.interval)
            for need in needs:
                self._attended[need.need, meeting.day, half].append(meeting.interval)
                if need.school != teacher.school:
                    received = (group, meeting.interval)
                    self._received[need.school, meeting.day, half].add(received)

    def hours_left(self, teacher: Teacher) -> Decimal:
        """Weekly lessons the teacher could still give."""
        return teacher.max_lessons - Decimal(self._half_lessons[teacher.teacher]) / 2

    def is_used(self, teacher: Teacher) -> bool:
        """Whether the teacher has a group in the plan."""
        return self._half_lessons[teacher.teacher] > 0

    def agreement_left(self, buyer: str, seller: str) -> Decimal | None:
        """Weekly lessons the buyer may still buy from the seller; `None` without a limit."""
        limits = [
            row.max_lessons
            for row in self.scenario.agreements
            if (row.buyer, row.seller) == (buyer, seller) and row.max_lessons is not None
        ]
        return min(limits) - Decimal(self._sold[buyer, seller]) / 2 if limits else None

    def free(self, teacher: Teacher, need: Need, minutes: int, starts: Starts) -> Starts:
        """Those starts that are free of everything below."""
        unbooked = self.free_of_teacher(teacher, minutes, starts)
        together = self.free_of_pupils(need, minutes, unbooked)
        return self.free_at_school(teacher, need, minutes, together)

    def free_of_teacher(self, teacher: Teacher, minutes: int, starts: Starts) -> Starts:
        """Those starts at which the teacher has no other meeting and not yet a full day."""
        pause = self.scenario.settings.changeover_minutes
        found: Starts = {}
        for (day, half), candidates in starts.items():
            taught = self._taught[teacher.teacher, day, half]
            full = len(taught) >= teacher.max_lessons_day
            found[day, half] = frozenset(
                start
                for start in candidates
                if not full
                and not any(
                    other.overlap(Interval(start - pause, start + minutes + pause))
                    for other in taught
                )
            )
        return found

    def free_of_pupils(self, need: Need, minutes: int, starts: Starts) -> Starts:
        """Those starts at which no group has pupils of this need."""
        others = [row.need for row in self.scenario.needs if share_pupils(self.scenario, need, row)]
        return {
            (day, half): frozenset(
                start
                for start in candidates
                if not any(
                    taken.overlap(Interval(start, start + minutes))
                    for other in others
                    for taken in self._attended.get((other, day, half), ())
                )
            )
            for (day, half), candidates in starts.items()
        }

    def free_at_school(self, teacher: Teacher, need: Need, minutes: int, starts: Starts) -> Starts:
        """Those starts at which the need's school can receive one group more."""
        if teacher.school == need.school:
            return starts
        return {
            (day, half): frozenset(
                start
                for start in candidates
                if self._one_more(need.school, day, half, Interval(start, start + minutes))
            )
            for (day, half), candidates in starts.items()
        }

    def _one_more(self, school: str, day: Day, half: Half, lesson: Interval) -> bool:
        received = [
            interval
            for _, interval in sorted(self._received[school, day, half])
            if interval.overlap(lesson)
        ]
        changes = list(capacities(self.scenario, school, day, half, lesson))
        begun = [max(interval.start, lesson.start) for interval in received]
        for minute in sorted({*(at for at, _, _ in changes), *begun}):
            now = sum(interval.start <= minute < interval.end for interval in received)
            _, rooms, adults = [change for change in changes if change[0] <= minute][-1]
            if now + 1 > min(rooms, adults):
                return False
        return True


def share_pupils(scenario: Scenario, one: Need, other: Need) -> bool:
    """Whether the two needs may have a pupil in common, by the words of `pupil_clash`."""
    if one.need == other.need:
        return False
    if other.need in one.shares_pupils_with or one.need in other.shares_pupils_with:
        return True
    if one.shares_pupils_with or other.shares_pupils_with or one.subject == other.subject:
        return False
    categories = [scenario.subject_of[need.subject].category for need in (one, other)]
    both_worldview = all(category in _ONE_WORLDVIEW for category in categories)
    return not both_worldview and bool(set(one.classes) & set(other.classes))
