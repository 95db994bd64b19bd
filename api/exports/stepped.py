"""A frontier as people read it: what each further step costs a year, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator

from api.exports.frontier import Point
from api.exports.names import Names
from api.exports.page import Cell, Head, Page, euros_a_year, shown_a_year
from scenarios.needs import Priority
from scenarios.rules import StageId
from scenarios.scenario import Scenario
from solver.measure.numbers import WEEKS_A_YEAR, from_halves
from solver.study.legs import FrontierReport, Leg, Step


def page(report: FrontierReport, names: Names) -> Page:
    """The steps of both legs, each beside the one above it."""
    legs = [leg for leg in report.legs if len(leg.steps) > 1] or list(report.legs[-1:])
    duties = any(step.statutory for leg in legs for step in leg.steps)
    heads = [
        Head(names.text("advice.grows"), 20, "strong"),
        Head(names.text("advice.unserved_statutory"), 18, brief=duties),
        Head(names.text("advice.unserved_coverage"), 18),
        Head(names.text("advice.cost"), 16, "whole"),
        Head(names.text("advice.more"), 16, "whole", brief=False),
        Head(names.text("advice.more_each"), 18, "whole"),
        Head(names.text("advice.sure"), 28, "text"),
    ]
    rows = [row for leg in legs for row in _rows(leg, names)]
    return Page(names.text("advice.frontier_title"), heads, rows, list(_notes(report, legs, names)))


def _rows(leg: Leg, names: Names) -> Iterator[list[Cell]]:
    before: Step | None = None
    for step in leg.steps:
        more: int | None = None
        each: int | None = None
        if before is not None:
            more = euros_a_year(step.cost) - euros_a_year(before.cost)
            halves = before.unserved(leg.stage) - step.unserved(leg.stage)
            each = euros_a_year(round(2 * (step.cost - before.cost) / halves))
        yield [
            names.text(f"advice.grows_{leg.stage}"),
            from_halves(step.statutory),
            from_halves(step.coverage),
            euros_a_year(step.cost),
            more,
            each,
            _how_sure(step, names),
        ]
        before = step


def _how_sure(step: Step, names: Names) -> str:
    if step.proved:
        return names.text("advice.proved")
    least = shown_a_year(step.cost_bound, names.language)
    return names.text("advice.at_least", least=least)


def _notes(report: FrontierReport, legs: list[Leg], names: Names) -> Iterator[str]:
    yield names.text("advice.frontier_note", weeks=WEEKS_A_YEAR)
    if report.exact:
        yield names.text("advice.frontier_exact")
    for leg in legs:
        found = leg.steps[-1].unserved(leg.stage)
        if found > leg.least_unserved:
            yield names.text(
                f"advice.more_may_be_{leg.stage}",
                found=float(from_halves(found)),
                least=float(from_halves(leg.least_unserved)),
            )
        for stretch in leg.open:
            yield names.text(
                f"advice.open_{leg.stage}",
                least=float(from_halves(stretch.least)),
                most=float(from_halves(stretch.most)),
                low=shown_a_year(stretch.cost_least, names.language),
                high=shown_a_year(stretch.cost_below, names.language),
            )


def points(report: FrontierReport, scenario: Scenario) -> list[Point]:
    """Each step once: its euros a year, pupil-lessons of duties and promises, whether proved."""
    wanted = sum(
        need.half_pupil_lessons
        for need in scenario.needs
        if need.priority in (Priority.STATUTORY, Priority.PROMISED)
    )
    found: dict[tuple[int, float], bool] = {}
    for leg in report.legs:
        for step in leg.steps:
            key = (euros_a_year(step.cost), float(from_halves(wanted - _unserved(step))))
            found[key] = found.get(key, False) or step.proved
    return [Point(cost, coverage, proved) for (cost, coverage), proved in found.items()]


def _unserved(step: Step) -> int:
    return step.unserved(StageId.STATUTORY) + step.unserved(StageId.COVERAGE)
