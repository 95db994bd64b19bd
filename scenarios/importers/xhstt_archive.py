"""What an XHSTT file says: times, resources, events, and where solutions put them."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element

from scenarios.findings import Finding, Severity
from scenarios.times import DAYS, Day

CLASS, TEACHER, ROOM = "Class", "Teacher", "Room"
_DAY_BEGINNINGS = {
    "mo": Day.MON, "ma": Day.MON, "tu": Day.TUE, "ti": Day.TUE, "we": Day.WED, "ke": Day.WED,
    "th": Day.THU, "to": Day.THU, "fr": Day.FRI, "pe": Day.FRI,
}  # fmt: skip


class Moment(NamedTuple):
    """A time of an instance: weekday and period from 0."""

    day: Day
    period: int


class Event(NamedTuple):
    """A lesson that is to be placed; `roles` maps a role to its fixed resource, if any."""

    id: str
    duration: int
    course: str
    time: str
    resources: tuple[tuple[str, str], ...]


class Placement(NamedTuple):
    """What a solution says of an event or a part of it; empty = nothing."""

    event: str
    duration: int | None
    time: str
    resources: tuple[tuple[str, str], ...]


class Solution(NamedTuple):
    """A solution by the name of its group."""

    name: str
    placements: tuple[Placement, ...]


class Instance(NamedTuple):
    """A school week that is to be planned."""

    id: str
    moments: dict[str, Moment]
    periods_of: dict[Day, int]
    type_of: dict[str, str]
    events: dict[str, Event]


class Complaints(list[Finding]):
    """Findings in the order they come up."""

    def say(
        self, code: str, *subjects: str, severity: Severity = Severity.WARNING, **numbers: int | str
    ) -> None:
        self.append(Finding(code=code, severity=severity, subjects=subjects, numbers={**numbers}))


def read_instance(element: Element, complaints: Complaints) -> Instance:
    """The instance with every time, resource and event."""
    moments, periods_of = _moments(element, complaints)
    type_of = {
        row.get("Id", ""): _reference(row.find("ResourceType"))
        for row in element.findall("Resources/Resource")
    }
    events = {}
    for row in element.findall("Events/Event"):
        event = _event(row, complaints)
        if event.id in events:
            complaints.say("xhstt_repeated_id", f"lesson:{event.id}")
        events[event.id] = event
    return Instance(element.get("Id", ""), moments, periods_of, type_of, events)


def read_solutions(root: Element, instance: str) -> list[Solution]:
    """Solutions of an instance in file order."""
    return [
        Solution(
            group.get("Id", ""), tuple(_placement(row) for row in solution.findall("Events/Event"))
        )
        for group in root.findall("SolutionGroups/SolutionGroup")
        for solution in group.findall("Solution")
        if solution.get("Reference") == instance
    ]


def _moments(element: Element, complaints: Complaints) -> tuple[dict[str, Moment], dict[Day, int]]:
    names = [_day_name(row) for row in element.findall("Times/TimeGroups/Day")]
    ids = [row.get("Id", "") for row in element.findall("Times/TimeGroups/Day")]
    days = _weekdays(ids, names, complaints)
    used: dict[Day, int] = dict.fromkeys(DAYS, 0)
    moments: dict[str, Moment] = {}
    for row in element.findall("Times/Time"):
        day = days.get(_reference(row.find("Day")))
        if day is None:
            complaints.say("xhstt_time_without_day", time=row.get("Id", ""))
            continue
        moments[row.get("Id", "")] = Moment(day, used[day])
        used[day] += 1
    return moments, used


def _day_name(row: Element) -> str:
    return (row.findtext("Name") or row.get("Id") or "").strip()


def _weekdays(ids: list[str], names: list[str], complaints: Complaints) -> dict[str, Day]:
    """Weekday of each day: by its name; days with other names by their order."""
    known = [_DAY_BEGINNINGS.get(name[:2].lower()) for name in names]
    if None not in known and len(set(known)) == len(known):
        return {day_id: day for day_id, day in zip(ids, known, strict=True) if day is not None}
    if len(ids) > len(DAYS):
        complaints.say("xhstt_too_many_days", days=len(ids), most=len(DAYS))
    complaints.say("xhstt_days_by_order", names=", ".join(names))
    return dict(zip(ids, DAYS, strict=False))


def _event(row: Element, complaints: Complaints) -> Event:
    name = row.get("Id", "")
    duration = _whole(row.findtext("Duration"))
    if duration is None or duration < 1:
        complaints.say("xhstt_no_duration", f"lesson:{name}")
    return Event(
        name,
        duration or 1,
        _reference(row.find("Course")),
        _reference(row.find("Time")),
        _resources(row, name),
    )


def _resources(row: Element, name: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (resource.findtext("Role") or f"{name} {place}", resource.get("Reference", ""))
        for place, resource in enumerate(row.findall("Resources/Resource"))
    )


def _placement(row: Element) -> Placement:
    return Placement(
        row.get("Reference", ""),
        _whole(row.findtext("Duration")),
        _reference(row.find("Time")),
        _resources(row, ""),
    )


def _reference(element: Element | None) -> str:
    return "" if element is None else element.get("Reference", "")


def _whole(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) < 4 else None
