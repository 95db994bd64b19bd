"""The figures of a plan that are drawn: in pictures and in the charts of workbooks alike."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from api.exports.names import Names
from scenarios.teachers import Teacher
from solver.measure.demand import counted
from solver.measure.kpis import kpis
from solver.plan import Plan


class Load(NamedTuple):
    """Lessons a week of one teacher."""

    name: str
    contract: float
    within: float
    overtime: float


class Coverage(NamedTuple):
    """Pupil-lessons a week of one municipality or subject, in three parts of what was wanted."""

    name: str
    served: float
    unserved: float
    not_servable: float

    @property
    def wanted(self) -> float:
        """All three."""
        return self.served + self.unserved + self.not_servable


class Share(NamedTuple):
    """Euros a school year of one municipality, by sharing key."""

    name: str
    euros: dict[str, float]


@dataclass(frozen=True)
class Figures(Names):
    """A plan's figures by the names that people know."""

    plan: Plan

    @cached_property
    def kpis(self) -> dict[str, Any]:
        """Every KPI by its id."""
        return kpis(self.scenario, self.plan)

    @cached_property
    def loads(self) -> tuple[Load, ...]:
        """Teachers with lessons or a contract, by name."""
        rows = (self._load(row) for row in self.scenario.teachers)
        shown = (row for row in rows if row.contract or row.within or row.overtime)
        return tuple(sorted(shown, key=lambda row: _counting(row.name)))

    def _load(self, row: Teacher) -> Load:
        load = float(self.kpis["teacher_load"][row.teacher])
        above = float(self.kpis["teacher_overtime"][row.teacher])
        return Load(self.teacher(row.teacher), float(row.contract_lessons), load - above, above)

    @cached_property
    def coverage(self) -> dict[str, tuple[Coverage, ...]]:
        """By `municipality` and by `subject`, each by name."""
        amounts = counted(self.scenario, self.plan, lambda need: need.half_pupil_lessons)
        named = {"municipality": self.municipality, "subject": self.subject}
        return {
            side: tuple(sorted(_coverage(name(one), three) for one, three in amounts[side].items()))
            for side, name in named.items()
        }

    @cached_property
    def shares(self) -> tuple[Share, ...]:
        """Every municipality, by name."""
        by_key = self.kpis["shares_year"]
        rows = (
            Share(row.name, {key: float(euros[row.municipality]) for key, euros in by_key.items()})
            for row in self.scenario.municipalities
        )
        return tuple(sorted(rows, key=lambda share: share.name))


def _counting(name: str) -> list[tuple[int, str]]:
    """Key by which `t2` comes before `t10`."""
    return [(int(part) if part.isdecimal() else 0, part) for part in re.split(r"(\d+)", name)]


def _coverage(name: str, three: dict[str, float]) -> Coverage:
    servable = max(three["servable"], three["served"])
    parts = (three["served"], servable - three["served"], three["wanted"] - servable)
    return Coverage(name, *(float(part) for part in parts))
