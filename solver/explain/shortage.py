"""The first reason why a need is unserved, counted without a solver.

Reasons are looked for from the unchangeable to the accidental: no teacher at all, no common
time, no room, too few pupils, then what this plan has used up. Each is a fact that holds by
counting; those of the second kind speak of this plan only.
"""

from __future__ import annotations

from collections.abc import Iterable

from scenarios.findings import Finding, Severity
from scenarios.needs import Need, Priority
from scenarios.scenario import Scenario
from scenarios.servability import Reason, Servability
from solver.explain.company import too_few
from solver.explain.crowding import crowded_out
from solver.explain.facts import Fact, Option, closest, course_numbers, enough
from solver.explain.fits import (
    allowed_by_pins,
    common_starts,
    days_found,
    pupils_starts,
    receivable,
)
from solver.explain.occupied import Occupied
from solver.plan import Plan

FITS = frozenset({"would_still_fit", "within_slack", "not_worth_its_price"})
"""Reasons that a plan with the need, passed by the verifier, has shown: nothing stands against."""


def reasons(scenario: Scenario, plan: Plan) -> dict[str, Finding]:
    """First reason of each need the plan leaves unserved, by need in the order of their ids.

    The plan must have passed the verifier: its ids are taken to exist.
    """
    occupied = Occupied(scenario, plan)
    unserved = [name for name in sorted(set(plan.unserved)) if name in scenario.need_of]
    return {name: _reason(scenario, occupied, scenario.need_of[name]) for name in unserved}


def _reason(scenario: Scenario, occupied: Occupied, need: Need) -> Finding:
    narrowed = _Narrowed(scenario, need)
    code, subjects, numbers = narrowed.never_possible() or crowded_out(
        scenario, occupied, need, narrowed.options
    )
    severity = Severity.INFO if need.priority is Priority.OPTIONAL else Severity.WARNING
    return Finding(
        code=code, severity=severity, subjects=(f"need:{need.need}", *subjects), numbers=numbers
    )


class _Narrowed:
    """Teachers and starts that remain possible for a need, narrowed step by step."""

    def __init__(self, scenario: Scenario, need: Need) -> None:
        self.scenario = scenario
        self.need = need
        self.options: tuple[Option, ...] = ()

    def never_possible(self) -> Fact | None:
        """The fact that keeps the need out of every plan, if one is found."""
        return (
            self._no_teacher()
            or self._no_common_window()
            or self._no_choice_left_by_pins()
            or self._school_cannot_receive()
            or too_few(self.scenario, self.need, self.options)
        )

    def _no_teacher(self) -> Fact | None:
        scenario, need = self.scenario, self.need
        able_to = Servability(scenario)
        able = [row for row in scenario.teachers if able_to.qualified(row, need)]
        if not able:
            return Fact(Reason.NO_QUALIFIED_TEACHER, (), dict(course_numbers(scenario, need)))
        allowed = [row for row in able if able_to.permitted(row, need)]
        if not allowed:
            buyer = f"municipality:{scenario.buyer_of(need)}"
            return Fact(Reason.NO_PERMITTED_TEACHER, (buyer,), {"teachers": len(able)})
        starts = pupils_starts(scenario, need)
        found = days_found(starts)
        if not found.suffice(need.half_lessons):
            days = {"days": len(found.some_half), "wanted": -(-need.half_lessons // 2)}
            return Fact(Reason.NO_WINDOW, (), dict(days))
        self.options = tuple(
            Option(row, common_starts(scenario, row, need, starts)) for row in allowed
        )
        return None

    def _no_common_window(self) -> Fact | None:
        return self._keep(self.options, Reason.NO_COMMON_WINDOW)

    def _no_choice_left_by_pins(self) -> Fact | None:
        self.options = tuple(
            option
            for option in self.options
            if allowed_by_pins(self.scenario, option.teacher, self.need, option.starts)
        )
        return None if self.options else Fact("pins_leave_no_choice", (), {})

    def _school_cannot_receive(self) -> Fact | None:
        receiving = [
            Option(teacher, receivable(self.scenario, teacher, self.need, starts))
            for teacher, starts in self.options
        ]
        return self._keep(receiving, "school_cannot_receive")

    def _keep(self, options: Iterable[Option], code: str) -> Fact | None:
        """Keep the options with enough days; without any, tell which came closest."""
        options = tuple(options)
        self.options = enough(options, self.need)
        return None if self.options else closest(code, self.need, options)
