"""What of a previous plan may not move, may move at a price, and may move freely."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from scenarios.checks import check
from scenarios.findings import Finding, Severity
from scenarios.needs import Need, PinKind, WindowKind, WindowRow
from scenarios.rules import RuleId, StageId
from scenarios.scenario import Scenario
from scenarios.times import Half, clock
from scenarios.windows import all_windows
from solver.change.pinning import pins_of
from solver.plan import Group, Meeting, Plan, with_groups
from solver.search.carry import carried_over
from solver.verify.report import verify

BEFORE_CONTINUITY = (StageId.STATUTORY, StageId.COVERAGE)


class Prepared(NamedTuple):
    """A question to the solver that is about changing a plan as little as possible.

    Attributes
    ----------
    scenario
        With pins for what is published, and `continuity` right after coverage.
    previous
        What `continuity` compares with: the previous plan without its open groups.
    start
        The whole previous plan in today's ids.
    impossible
        Why the published groups cannot all stay as they are; then there is nothing to solve.
    """

    scenario: Scenario
    previous: Plan
    start: Plan
    impossible: tuple[Finding, ...]


def prepared(
    scenario: Scenario, previous: Plan, published: Collection[str], open_: Collection[str]
) -> Prepared:
    """The question for the solver; groups neither published nor open are drafts."""
    scenario = following(scenario, previous)
    start = carried(scenario, previous)
    frozen = tuple(group for group in start.groups if group.group in published)
    pinned = _pinned(_continuity_after_coverage(scenario), frozen)
    return Prepared(
        scenario=pinned,
        previous=without(previous, open_),
        start=start,
        impossible=(*_cannot_stay(scenario, frozen), *_contradictions(scenario, pinned)),
    )


def without(previous: Plan, open_: Collection[str]) -> Plan:
    """What `continuity` compares with: the previous plan without its open groups."""
    groups = tuple(group for group in previous.groups if group.group not in open_)
    return Plan(scenario=previous.scenario, groups=groups, unserved=previous.unserved)


def following(scenario: Scenario, previous: Plan) -> Scenario:
    """The scenario with every need continuing the one of the previous plan that it goes on with.

    That is the need it continues, or else the one that has its id: the previous plan may be of
    last year or of a variant of the same scenario.
    """
    known = {*previous.group_of, *previous.unserved}
    return scenario.replace(
        needs=tuple(
            need if need.continues in known else need.model_copy(update={"continues": ""})
            for need in scenario.needs
        )
    )


def carried(scenario: Scenario, previous: Plan) -> Plan:
    """The previous plan in today's ids, whether it keeps today's rules or not."""
    return carried_over(scenario, previous) or with_groups(scenario, ())


def _continuity_after_coverage(scenario: Scenario) -> Scenario:
    order = tuple(s for s in scenario.settings.priorities if s is not StageId.CONTINUITY)
    first = max((order.index(s) + 1 for s in BEFORE_CONTINUITY if s in order), default=0)
    priorities = (*order[:first], StageId.CONTINUITY, *order[first:])
    settings = scenario.settings.model_copy(update={"priorities": priorities})
    return scenario.replace(settings=settings)


def _pinned(scenario: Scenario, frozen: Collection[Group]) -> Scenario:
    known = {pin.key for pin in scenario.pins}
    pins = [
        pin for group in frozen for pin in pins_of(group, PinKind.LOCKED) if pin.key not in known
    ]
    halves = {
        member.need: [one for one in group.attended(member) if one.half is not Half.ALL]
        for group in frozen
        for member in group.members
    }
    kept = [row for row in scenario.windows if not halves.get(row.need)]
    for name, meetings in halves.items():
        if meetings:
            kept += _in_their_half(scenario, scenario.need_of[name], meetings)
    return scenario.replace(pins=(*scenario.pins, *pins), windows=tuple(kept))


def _in_their_half(
    scenario: Scenario, need: Need, meetings: Collection[Meeting]
) -> Iterator[WindowRow]:
    """The need's windows without the other half of the days of these: a pin names no half."""
    half_of = {meeting.day: meeting.half for meeting in meetings}
    for day, half, windows in all_windows(scenario, need):
        if half_of.get(day, half) is half:
            for window in windows:
                yield WindowRow(
                    need=need.need,
                    day=day,
                    start=clock(window.interval.start),
                    end=clock(window.interval.end),
                    half=half,
                    kind=window.kind or WindowKind.OPEN,
                )


def _cannot_stay(scenario: Scenario, frozen: tuple[Group, ...]) -> Iterator[Finding]:
    """Rules that these groups break among themselves, whatever is added to them."""
    named = {f"need:{member.need}" for group in frozen for member in group.members}
    for finding in verify(scenario, with_groups(scenario, frozen)):
        if finding.code == RuleId.PINNED and named.isdisjoint(finding.subjects):
            continue
        if not _could_be_mended(finding):
            yield finding


def _could_be_mended(finding: Finding) -> bool:
    """Whether more pupils, more lessons or another half of a group would mend it."""
    numbers = finding.numbers
    if numbers.get("what") in ("number_of_meetings", "attendance"):
        held, wanted = (
            sum(float(str(numbers[f"{prefix}{name}"])) for name in ("every_week", "some_weeks"))
            for prefix in ("", "wanted_")
        )
        return held <= wanted
    return numbers.get("what") == "too_few"


def _contradictions(scenario: Scenario, pinned: Scenario) -> Iterator[Finding]:
    """Errors that only the pins of what is published bring."""
    known = {(one.code, one.subjects) for one in check(scenario)}
    for finding in check(pinned):
        if finding.severity is Severity.ERROR and (finding.code, finding.subjects) not in known:
            yield finding
