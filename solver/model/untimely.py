"""The model without a clock, and lines that cut off what no clock allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from ortools.sat.python import cp_model

from solver.candidates.candidates import Candidates
from solver.model.company import Company, in_leading_order
from solver.model.relaxed import RelaxedModel
from solver.model.variables import Literal


class CompanyModel(RelaxedModel):
    """Who is taught by whom and together with whom, less the companies known to be impossible."""

    def __init__(self, given: Candidates, cp: cp_model.CpModel | None = None) -> None:
        super().__init__(given, cp)
        self._taught: dict[Company, Literal] = {}

    def forbid(self, companies: Sequence[Company]) -> None:
        """No plan holds all these companies, or larger ones, as so many different groups."""
        taught = [self.taught_together(company) for company in companies]
        merged = self.merged(company.needs[0] for company in companies)
        self.cp.add(sum(taught) <= len(taught) - 1 + sum(merged))

    def merged(self, needs: Iterable[str]) -> list[Literal]:
        """Which of the needs, one of each company, are in one group after all."""
        leaders_of = self.variables.leaders_of
        return [
            self.variables.together(one, other)
            for one, other in combinations(needs, 2)
            if set(leaders_of[one]) & set(leaders_of[other])
        ]

    def taught_together(self, company: Company) -> Literal:
        """Yes at least where the needs are in one group of the teacher.

        Of groups whose leader has more lessons than any of these needs it says nothing: there
        the needs may attend different meetings. A need alone is with its teacher in any group.
        """
        teacher, needs = company
        if len(needs) == 1:
            return self.variables.teaches[needs[0], teacher]
        if company not in self._taught:
            lessons = self.variables.scenario.need_of
            taught = self.variables.new("")
            leaders = [set(self.variables.leaders_of[need]) for need in needs]
            for leader in sorted(set.intersection(*leaders)):
                gives = self.variables.gives.get((leader, teacher))
                equal = lessons[leader].half_lessons == lessons[needs[0]].half_lessons
                if gives is not None and equal:
                    joins = [self.variables.joins[need, leader] for need in needs]
                    self.cp.add_bool_or(taught, ~gives, *(~joined for joined in joins))
            self._taught[company] = taught
        return self._taught[company]

    def answers(self, companies: Iterable[Company]) -> list[tuple[Literal, bool]]:
        """Decisions about who is with whom, with the answers that make these companies."""
        yes: set[int] = set()
        for teacher, needs in companies:
            yes.add(self.variables.gives[needs[0], teacher].index)
            yes.update(self.variables.joins[need, needs[0]].index for need in needs)
        decisions = [*self.variables.gives.values(), *self.variables.joins.values()]
        return [(decision, decision.index in yes) for decision in decisions]

    def chosen_companies(self, chosen: Callable[[Literal], bool]) -> dict[str, list[Company]]:
        """The companies of a solution by teacher."""
        variables, need_of = self.variables, self.variables.scenario.need_of
        found: defaultdict[str, list[Company]] = defaultdict(list)
        for leader, followers in variables.followers_of.items():
            if not chosen(variables.leads(leader)):
                continue
            needs = [n for n in followers if chosen(variables.joins[n, leader])]
            for teacher in variables.given.teachers_of[leader]:
                if chosen(variables.gives[leader, teacher]):
                    members = in_leading_order(need_of[need] for need in needs)
                    found[teacher].append(Company(teacher, members))
        return dict(found)
