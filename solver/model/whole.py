"""The models of all parts in one, with what crosses their borders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from ortools.sat.python import cp_model

from scenarios.needs import PRIORITY
from scenarios.rules import StageId
from solver.candidates.candidates import Candidates
from solver.candidates.sales import limits
from solver.model.claims import Claim
from solver.model.company import Company
from solver.model.stages.served import unserved
from solver.model.untimely import CompanyModel
from solver.model.variables import Linear, Literal

MOST_GRAINS = 2**40
Grains = dict[StageId, int]


class WholeModel:
    """Who is with whom in every part; the parts share the limits of agreements."""

    def __init__(self, parts: Sequence[Candidates]) -> None:
        self.cp = cp_model.CpModel()
        self.parts = [CompanyModel(part, self.cp) for part in parts]
        self._part_of = {
            need: part for part in self.parts for need in part.variables.scenario.need_of
        }
        self._grains: dict[StageId, list[Literal] | None] = {}
        sold: defaultdict[tuple[str, str], list[Linear]] = defaultdict(list)
        for part in self.parts:
            for key, lessons in part.sold.items():
                sold[key].append(lessons)
        for key, by_part in sold.items():
            most = limits(self.parts[0].variables.scenario)[key]
            self.cp.add(sum(by_part) <= most)

    def grains(self, stage: StageId) -> list[Literal] | None:
        """Grains that each part has at least; `None` if they need the clock or are no sum.

        They are decisions of their own, so that a bound proved with a clock may be said of them.
        """
        if stage not in self._grains:
            found: list[Literal] = []
            for part in self.parts if stage is not StageId.FAIRNESS else ():
                expression = part.stage(stage)
                if expression is None:
                    break
                found.append(self.cp.new_int_var(0, MOST_GRAINS, ""))
                self.cp.add(found[-1] >= expression)
            self._grains[stage] = found if len(found) == len(self.parts) else None
        return self._grains[stage]

    def left_out(self, stage: StageId, needs: Collection[str]) -> Linear:
        """Grains of those of the needs that the stage counts and that are in no group."""
        return sum(unserved(part.variables, PRIORITY[stage], needs) for part in self.parts)

    def forbid(self, claims: Sequence[Claim]) -> None:
        """No plan holds all these claims, or larger ones, as so many different groups."""
        held = [self._held(claim) for claim in claims]
        merged: list[Literal] = []
        for part in self.parts:
            firsts = [claim.needs[0] for claim in claims if self._part_of[claim.needs[0]] is part]
            merged += part.merged(firsts)
        self.cp.add(sum(held) <= len(held) - 1 + sum(merged))

    def _held(self, claim: Claim) -> Linear:
        part = self._part_of[claim.needs[0]]
        return sum(part.taught_together(Company(t, claim.needs)) for t in claim.teachers)

    def answers(self, companies: Sequence[Company]) -> list[tuple[Literal, bool]]:
        """Decisions about who is with whom, with the answers that make these companies."""
        return [
            answer
            for part in self.parts
            for answer in part.answers(
                company for company in companies if self._part_of[company.needs[0]] is part
            )
        ]

    def chosen_companies(self, chosen: Callable[[Literal], bool]) -> list[dict[str, list[Company]]]:
        """The companies of a solution, by part and teacher."""
        return [part.chosen_companies(chosen) for part in self.parts]
