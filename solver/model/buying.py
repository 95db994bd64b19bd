"""Who is left out where municipalities may buy only so many lessons, whoever teaches them.

The limits of agreements reach over the borders of parts: a provider sells
many subjects, each with teachers of its own, and a buyer's lessons add up over all of them. Here
they are for all needs at once, without a clock and without single teachers: a group is known by
its seller, its buyer's needs in it and their leader.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

from ortools.sat.python import cp_model

from scenarios.needs import PRIORITY, Need
from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.candidates.courses import course_of, leading_order
from solver.candidates.sales import limits
from solver.model.pairs import span
from solver.model.variables import Linear, Literal


class BuyingModel:
    """Duties and promises, each left out or not, as far as agreements let them be bought.

    A relaxation: what a plan does with these needs is a solution, whatever else is in its groups.
    Of a group that a buyer shares with others it asks only what the buyer's own needs in it ask.
    """

    def __init__(self, given: Candidates) -> None:
        self.cp = cp_model.CpModel()
        self._given = given
        self._scenario = given.scenario
        self._left_out: dict[str, Literal] = {}
        self._sellers = {need: self._sellers_of(need) for need in given.teachers_of}
        self._ways: defaultdict[str, list[Linear]] = defaultdict(list)
        by_buyer: defaultdict[str, list[Need]] = defaultdict(list)
        for need in self._scenario.needs:
            if need.priority in PRIORITY.values():
                self._left_out[need.need] = self.cp.new_bool_var("")
                by_buyer[self._scenario.buyer_of(need)].append(need)
        self._limits = limits(self._scenario)
        for (buyer, seller), most in self._limits.items():
            self._sale(by_buyer[buyer], seller, most)
        for needs in by_buyer.values():
            for need in needs:
                self._one_way(need)

    def grains(self, stage: StageId, needs: Collection[str] | None = None) -> Linear:
        """Half pupil-lessons of a stage that are left out, of some needs or of all."""
        named = self._left_out if needs is None else needs
        found = (self._scenario.need_of[name] for name in named if name in self._left_out)
        return sum(
            need.half_pupil_lessons * self._left_out[need.need]
            for need in found
            if need.priority is PRIORITY[stage]
        )

    def _sale(self, needs: Iterable[Need], seller: str, most: int) -> None:
        """A buyer's needs in the groups of a seller, within their agreement."""
        by_course: defaultdict[tuple[str, ...], list[Need]] = defaultdict(list)
        for need in needs:
            if seller in self._sellers[need.need]:
                by_course[course_of(self._scenario, need)].append(need)
        bought: Linear = 0
        for mine in by_course.values():
            bought += self._groups(sorted(mine, key=leading_order))
        self.cp.add(bought <= most)

    def _groups(self, needs: Sequence[Need]) -> Linear:
        """The needs of a course in groups, each with its leader; half lessons attended at least."""
        subject = self._scenario.subject_of[needs[0].subject]
        ways: defaultdict[str, list[Literal]] = defaultdict(list)
        bought: Linear = 0
        for position, leader in enumerate(needs):
            leads = self.cp.new_bool_var("")
            bought += leader.half_lessons * leads
            ways[leader.need].append(leads)
            joins = [
                (need, self.cp.new_bool_var(""))
                for need in needs[position + 1 :]
                if span(need, leader) <= subject.grade_span
            ]
            for need, joined in joins:
                ways[need.need].append(joined)
                self.cp.add_implication(joined, leads)
            pupils = sum(need.pupils * joined for need, joined in joins)
            self.cp.add(pupils <= (subject.max_pupils - leader.pupils) * leads)
            for (one, first), (other, second) in combinations(joins, 2):
                if span(one, other) > subject.grade_span:
                    self.cp.add_at_most_one(first, second)
        for name, decisions in ways.items():
            self._ways[name].append(sum(decisions))
        return bought

    def _one_way(self, need: Need) -> None:
        """Served by somebody whose lessons are counted, or by somebody else if there is one."""
        buyer = self._scenario.buyer_of(need)
        uncounted = [s for s in self._sellers[need.need] if (buyer, s) not in self._limits]
        if not uncounted:
            self.cp.add(sum(self._ways[need.need]) >= 1 - self._left_out[need.need])

    def _sellers_of(self, need: str) -> set[str]:
        teacher_of = self._scenario.teacher_of
        return {teacher_of[name].municipality for name in self._given.teachers_of[need]}
