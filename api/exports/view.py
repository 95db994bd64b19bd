"""What every export is made from, with the names that people know."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.exports.names import Names
from api.i18n import numbers
from scenarios.findings import Finding
from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.times import DAYS
from solver.explain.shortage import reasons
from solver.measure.kpis import kpis
from solver.outcome import Outcome
from solver.plan import Group, Meeting, Plan


@dataclass(frozen=True)
class View(Names):
    """A plan with its scenario and outcome, in one language."""

    plan: Plan
    outcome: Outcome
    previous: Plan | None

    @classmethod
    def of(cls, scenario: Scenario, outcome: Outcome, previous: Plan | None, language: str) -> View:
        """View of an outcome that has a plan."""
        if outcome.plan is None:
            raise LookupError("an outcome without a plan has nothing to show")
        return cls(scenario, language, outcome.plan, outcome, previous)

    @cached_property
    def kpis(self) -> dict[str, Any]:
        """Every KPI by its id, computed from the plan."""
        return kpis(self.scenario, self.plan, self.previous)

    @cached_property
    def reasons(self) -> dict[str, Finding]:
        """First reason of each unserved need."""
        return reasons(self.scenario, self.plan)

    @property
    def dates(self) -> str:
        """First to last school day; empty if the scenario does not say."""
        first, last = self.scenario.settings.first_day, self.scenario.settings.last_day
        days = [numbers.date_text(day, self.language) for day in (first, last) if day]
        return "–".join(days) if len(days) == 2 else ""  # noqa: RUF001

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Groups by subject, then first meeting, then id."""
        return tuple(
            sorted(
                self.plan.groups,
                key=lambda g: (g.subject, g.level, by_time(first_meeting(g)), g.group),
            )
        )

    def needs(self, group: Group) -> tuple[Need, ...]:
        """Needs of a group, sorted by id."""
        return tuple(
            self.scenario.need_of[name] for name in sorted({m.need for m in group.members})
        )


def by_time(meeting: Meeting) -> tuple[int, int, str]:
    """Key for sorting meetings through the week."""
    return DAYS.index(meeting.day), meeting.start, meeting.half


def first_meeting(group: Group) -> Meeting:
    """The earliest meeting of the week."""
    return min(group.meetings, key=by_time)
