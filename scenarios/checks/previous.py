"""A previous plan against the scenario that continues it, as plain ids and clock times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scenarios.findings import Finding, Severity
from scenarios.scenario import Scenario
from scenarios.times import Day, clock


class PreviousMeeting(NamedTuple):
    """A meeting of a previous plan: its group, its weekday, its start, and who attends."""

    group: str
    day: Day
    start: int
    needs: tuple[str, ...] = ()


def check_previous(scenario: Scenario, meetings: Iterable[PreviousMeeting]) -> list[Finding]:
    """All warnings about a previous plan, in the order of its meetings.

    Parameters
    ----------
    scenario
        The scenario that is planned now.
    meetings
        Every meeting of every group of the previous plan; starts in minutes after midnight.
    """
    known = tuple(meetings)
    return [*_off_step(scenario, known), *_continues_nobody(scenario, known)]


def _off_step(scenario: Scenario, meetings: tuple[PreviousMeeting, ...]) -> Iterator[Finding]:
    step = scenario.settings.start_step_minutes
    for meeting in meetings:
        if meeting.start % step:
            yield Finding(
                code="previous_off_step",
                severity=Severity.WARNING,
                subjects=(f"group:{meeting.group}",),
                numbers={
                    "group": meeting.group,
                    "day": meeting.day.value,
                    "start": clock(meeting.start),
                    "step": step,
                },
            )


def _continues_nobody(
    scenario: Scenario, meetings: tuple[PreviousMeeting, ...]
) -> Iterator[Finding]:
    """No need of the scenario is one of the previous plan: the plan of another scenario."""
    served = {need for meeting in meetings for need in meeting.needs}
    now = {need.continues or need.need for need in scenario.needs}
    if served and now and not served & now:
        yield Finding(
            code="previous_of_other_needs",
            severity=Severity.WARNING,
            numbers={"previous_needs": len(served)},
        )
