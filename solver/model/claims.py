"""Times for companies of all teachers at once, by what no larger company escapes.

Like a teacher's week the model is a relaxation on purpose: it asks of a need only what it also
does when its company is part of a larger one whose leader has as many lessons. It knows what
binds the companies of different teachers: rooms and adults, shared pupils, agreements.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from ortools.sat.python import cp_model

from scenarios.times import DAYS, HALVES, Half
from solver.candidates.candidates import Candidates
from solver.candidates.overlaps import overlapping
from solver.candidates.places import Stretch, stretches
from solver.candidates.presence import Slot
from solver.candidates.sales import limits
from solver.candidates.sharing import sharing
from solver.model.at_once import Use, halves_that_differ, in_half
from solver.model.rules.places import received_within
from solver.model.variables import Literal, half_worth

Meets = dict[Slot, Literal]


class Claim(NamedTuple):
    """Needs taught together by one of these teachers; the needs in leading order."""

    teachers: tuple[str, ...]
    needs: tuple[str, ...]


class Borders:
    """What companies of different teachers have in common."""

    def __init__(self, given: Candidates) -> None:
        self.given = given
        self.scenario = given.scenario
        self.limits = limits(given.scenario)
        self._days: dict[tuple[str, int, Half], tuple[Stretch, ...]] = {}

    @cached_property
    def sharing(self) -> dict[str, frozenset[str]]:
        """Needs that share pupils with each need."""
        return sharing(self.scenario)

    def stretches(self, school: str, day: int, half: Half) -> tuple[Stretch, ...]:
        """The day of a school, as `solver.candidates.places` cuts it."""
        key = (school, day, half)
        if key not in self._days:
            self._days[key] = stretches(self.scenario, school, day, half)
        return self._days[key]

    def received(self, claim: Claim) -> dict[str, list[str]]:
        """Needs by school that needs a room for them, whichever of the teachers it is."""
        homes = {self.scenario.teacher_of[teacher].school for teacher in claim.teachers}
        found: defaultdict[str, list[str]] = defaultdict(list)
        for need in claim.needs:
            school = self.scenario.need_of[need].school
            if school not in homes:
                found[school].append(need)
        return dict(found)

    def bought(self, claim: Claim) -> dict[tuple[str, str], list[str]]:
        """Needs by the limited agreement that they use, whichever of the teachers it is."""
        sellers = {self.scenario.teacher_of[teacher].municipality for teacher in claim.teachers}
        found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for need in claim.needs if len(sellers) == 1 else ():
            key = (self.scenario.buyer_of(self.scenario.need_of[need]), next(iter(sellers)))
            if key in self.limits:
                found[key].append(need)
        return dict(found)

    def touch(self, one: Claim, other: Claim) -> bool:
        """Whether a rule looks at both."""
        return (
            (one.teachers == other.teachers and len(one.teachers) == 1)
            or bool(self.received(one).keys() & self.received(other).keys())
            or bool(self.bought(one).keys() & self.bought(other).keys())
            or any(self.sharing.get(need, frozenset()) & {*other.needs} for need in one.needs)
        )


class _Timed(NamedTuple):
    """A claim with its possible meetings, and which of them each need attends."""

    claim: Claim
    meets: Meets
    attends: dict[str, Meets]


class ClaimsModel:
    """Meetings of claims, each of which is held or not.

    Attributes
    ----------
    held
        Whether each claim is held, in the order given.
    """

    def __init__(self, borders: Borders, claims: Sequence[Claim]) -> None:
        self.cp = cp_model.CpModel()
        self.borders = borders
        self.scenario = borders.scenario
        self.held = [self.cp.new_bool_var("") for _ in claims]
        self._timed = [
            self._times(claim, held) for claim, held in zip(claims, self.held, strict=True)
        ]
        self._weeks_of_teachers()
        self._rooms_and_adults()
        self._shared_pupils()
        self._agreements()

    def _times(self, claim: Claim, held: Literal) -> _Timed:
        need_of = self.scenario.need_of
        most = need_of[claim.needs[0]].half_lessons
        slots_of = self.borders.given.slots
        common: set[Slot] = set()
        own: defaultdict[str, set[Slot]] = defaultdict(set)
        for teacher in claim.teachers:
            theirs = {need: set(slots_of.get((need, teacher), ())) for need in claim.needs}
            full = [slots for need, slots in theirs.items() if need_of[need].half_lessons == most]
            together = set.intersection(*full)
            common |= together
            for need, slots in theirs.items():
                own[need] |= slots & together
        meets = {slot: self.cp.new_bool_var("") for slot in sorted(common)}
        for day in range(len(DAYS)):
            self.cp.add_at_most_one(x for slot, x in meets.items() if slot.day == day)
        if len(claim.needs) > 1:
            # A need alone may be in a group with more meetings; several are led by their equal.
            whole = [decision for slot, decision in meets.items() if slot.half is Half.ALL]
            self.cp.add(sum(whole) <= most // 2)
            self.cp.add(sum(meets.values()) <= (most + 1) // 2)
        attends = {}
        for need in claim.needs:
            attends[need] = meets
            if need_of[need].half_lessons < most:
                attends[need] = {slot: self.cp.new_bool_var("") for slot in sorted(own[need])}
                for slot, decision in attends[need].items():
                    self.cp.add_implication(decision, meets[slot])
            self._enough(attends[need], need_of[need].half_lessons, held)
        return _Timed(claim, meets, attends)

    def _enough(self, attended: Meets, lessons: int, held: Literal) -> None:
        whole = [decision for slot, decision in attended.items() if slot.half is Half.ALL]
        for decisions, least in (
            (list(attended.values()), (lessons + 1) // 2),
            (whole, lessons // 2),
        ):
            if len(decisions) < least:
                self.cp.add(held == 0)
            else:
                self.cp.add(sum(decisions) >= least * held)

    def _weeks_of_teachers(self) -> None:
        by_teacher: defaultdict[str, list[_Timed]] = defaultdict(list)
        for timed in self._timed:
            if len(timed.claim.teachers) == 1:
                by_teacher[timed.claim.teachers[0]].append(timed)
        changeover = self.scenario.settings.changeover_minutes
        for teacher, mine in by_teacher.items():
            most = self.scenario.teacher_of[teacher].max_lessons_day
            for day in range(len(DAYS)):
                for half in halves_that_differ(slot for timed in mine for slot in timed.meets):
                    uses: list[Use] = []
                    for timed in mine:
                        minutes = self._minutes(timed.claim.needs[0]) + changeover
                        uses += in_half(_on(timed.meets, day), half, minutes)
                    self.cp.add(sum(use.decision for use in uses) <= most)
                    for _, together in overlapping(uses):
                        if len(together) > 1:
                            self.cp.add_at_most_one(use.decision for use in together)

    def _rooms_and_adults(self) -> None:
        by_school: defaultdict[str, list[tuple[int, Meets]]] = defaultdict(list)
        for timed in self._timed:
            for school, needs in self.borders.received(timed.claim).items():
                minutes = self._minutes(needs[0])
                by_school[school].append((minutes, self._any(timed, needs)))
        for school, received in by_school.items():
            if len(received) < 2:
                continue
            for day in range(len(DAYS)):
                for half in HALVES:
                    uses: list[Use] = []
                    for minutes, meets in received:
                        uses += in_half(_on(meets, day), half, minutes)
                    for part in self.borders.stretches(school, day, half):
                        received_within(self.cp, uses, part, min(part.rooms, part.adults))

    def _any(self, timed: _Timed, needs: Sequence[str]) -> Meets:
        """Meetings that at least one of the needs attends."""
        some = [timed.attends[need] for need in needs]
        if len(some) == 1 or any(attended is timed.meets for attended in some):
            return some[0] if len(some) == 1 else timed.meets
        found = {slot: self.cp.new_bool_var("") for slot in sorted({s for a in some for s in a})}
        for attended in some:
            for slot, decision in attended.items():
                self.cp.add_implication(decision, found[slot])
        return found

    def _shared_pupils(self) -> None:
        for one, other in combinations(self._timed, 2):
            for need in one.claim.needs:
                shared = self.borders.sharing.get(need, frozenset()).intersection(other.claim.needs)
                for theirs in sorted(shared):
                    self._not_at_once(need, one.attends[need], theirs, other.attends[theirs])

    def _not_at_once(self, one: str, mine: Meets, other: str, theirs: Meets) -> None:
        for day in range(len(DAYS)):
            for half in halves_that_differ([*mine, *theirs]):
                uses = in_half(_on(mine, day), half, self._minutes(one))
                uses += in_half(_on(theirs, day), half, self._minutes(other))
                for _, together in overlapping(uses):
                    if len(together) > 1:
                        self.cp.add_at_most_one(use.decision for use in together)

    def _agreements(self) -> None:
        bought: defaultdict[tuple[str, str], list[tuple[int, Literal]]] = defaultdict(list)
        for timed in self._timed:
            for key, needs in self.borders.bought(timed.claim).items():
                attended = self._any(timed, needs)
                bought[key] += [(half_worth(slot), x) for slot, x in attended.items()]
        for key, terms in bought.items():
            self.cp.add(sum(worth * x for worth, x in terms) <= self.borders.limits[key])

    def _minutes(self, need: str) -> int:
        return self.scenario.subject_of[self.scenario.need_of[need].subject].lesson_minutes


def _on(meets: Meets, day: int) -> Iterable[tuple[Slot, Literal]]:
    return [(slot, decision) for slot, decision in meets.items() if slot.day == day]
