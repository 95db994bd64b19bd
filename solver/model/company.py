"""Companies: needs taught together by a teacher, before anybody asks when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ortools.sat.python import cp_model

from scenarios.needs import Need
from scenarios.times import DAYS, Half
from solver.candidates.candidates import Candidates
from solver.candidates.courses import Course, leading_order
from solver.candidates.presence import Slot
from solver.model.variables import Literal, Taught, Variables
from solver.plan import Group, Plan


class Company(NamedTuple):
    """A group without its meetings; the needs in leading order."""

    teacher: str
    needs: tuple[str, ...]


class Settled(NamedTuple):
    """What is known of a stage of a part.

    Attributes
    ----------
    bound
        Grains that no plan of the part within the limits is below; `None` if none is proved.
    companies
        Best companies of which every teacher's week was found to exist, if any.
    proved
        The companies reach the bound.
    value
        Grains of the companies, not less than the bound.
    plan
        A plan of the part that has the value, where meetings were looked for too.
    """

    bound: int | None
    companies: tuple[Company, ...] | None
    proved: bool
    value: int | None = None
    plan: Plan | None = None


def companies_of(given: Candidates, groups: Iterable[Group]) -> tuple[Company, ...]:
    """The companies of groups."""
    need_of = given.scenario.need_of
    return tuple(
        Company(group.teacher, in_leading_order(need_of[m.need] for m in group.members))
        for group in groups
    )


def in_leading_order(needs: Iterable[Need]) -> tuple[str, ...]:
    """Ids of the needs, the leader first."""
    return tuple(need.need for need in sorted(needs, key=leading_order))


def slots_of_companies(given: Candidates, companies: Iterable[Company]) -> Candidates:
    """Candidates of the companies only: each with its teacher, where the leader could meet.

    Members of as many lessons attend all meetings, so the leader keeps the slots of all of them.
    """
    need_of = given.scenario.need_of
    kept: dict[tuple[str, str], tuple[Slot, ...]] = {}
    for teacher, needs in companies:
        lessons = need_of[needs[0]].half_lessons
        common = set(given.slots.get((needs[0], teacher), ()))
        for need in needs[1:]:
            if need_of[need].half_lessons == lessons:
                common &= set(given.slots.get((need, teacher), ()))
        for need in needs:
            slots = given.slots.get((need, teacher), ())
            kept[need, teacher] = tuple(slot for slot in slots if slot in common)
    return given.keeping(kept)


class CompanyVariables(Variables):
    """Decisions when the companies are settled: which of them meet, and when.

    All members of a company share one decision, so the model is as large as its groups.
    """

    def __init__(
        self, model: cp_model.CpModel, given: Candidates, companies: Sequence[Company]
    ) -> None:
        self._led_by = {company.needs[0]: company for company in companies}
        self._options: defaultdict[Taught, list[Literal]] = defaultdict(list)
        super().__init__(model, slots_of_companies(given, companies))
        for meeting, options in self._options.items():
            self.meets[meeting] = options[0] if len(options) == 1 else self._one_of(options)

    def _one_of(self, options: list[Literal]) -> Literal:
        taken = self.new("")
        self.model.add(sum(options) == taken)
        return taken

    def _of_course(self, course: Course, needs: list[Need]) -> None:
        for need in needs:
            company = self._led_by.get(need.need)
            if company is not None:
                self._of_company(course, company)

    def _of_company(self, course: Course, company: Company) -> None:
        teacher, needs = company
        leader = needs[0]
        held = self.new(f"held[{leader}]")
        self.gives[leader, teacher] = held
        for need in needs:
            self._served[need] = self.teaches[need, teacher] = self.joins[need, leader] = held
        slots = self.given.slots.get((leader, teacher), ())
        meets = {slot: self.model.new_bool_var("") for slot in slots}
        minutes = self.scenario.subject_of[course.subject].lesson_minutes
        for slot, decision in meets.items():
            self._options[Taught(teacher, course, slot, minutes)].append(decision)
        lessons = self.scenario.need_of[leader].half_lessons
        self._as_many(meets, lessons // 2, lessons % 2, held)
        for day in range(len(DAYS)):
            self.model.add_at_most_one(x for slot, x in meets.items() if slot.day == day)
        for need in needs:
            self._of_member(need, teacher, meets, lessons, held)

    def _of_member(
        self, need: str, teacher: str, meets: dict[Slot, Literal], lessons: int, held: Literal
    ) -> None:
        own = self.scenario.need_of[need].half_lessons
        if own == lessons:
            attends = meets
        else:
            slots = self.given.slots.get((need, teacher), ())
            attends = {slot: self.model.new_bool_var("") for slot in slots}
            for slot, decision in attends.items():
                self.model.add_implication(decision, meets[slot])
            rounded = own % 2 and not lessons % 2
            whole = (own + 1) // 2 if rounded else own // 2
            self._as_many(attends, whole, 0 if rounded else own % 2, held)
        for slot, decision in attends.items():
            self.attends[need, teacher, slot] = decision

    def _as_many(
        self, decisions: dict[Slot, Literal], whole: int, halved: int, held: Literal
    ) -> None:
        of_whole = [x for slot, x in decisions.items() if slot.half is Half.ALL]
        of_half = [x for slot, x in decisions.items() if slot.half is not Half.ALL]
        self.model.add(sum(of_whole) == whole * held)
        self.model.add(sum(of_half) == halved * held)
