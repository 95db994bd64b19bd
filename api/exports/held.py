"""A stress test as people read it: what each plan loses, and which one holds best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from api.exports.names import Names
from api.exports.page import Cell, Head, Page, euros_a_year
from api.i18n import catalogue
from solver.measure.numbers import WEEKS_A_YEAR, from_halves
from solver.study.futures import Kind
from solver.study.trials import Candidate, Spread, StressReport

BRIEF = ("lost_mean", "lost_worst", "dropped_mean", "dropped_worst")


def page(report: StressReport, names: Names) -> Page:
    """Plans, the one that holds best first."""
    amounts = (
        *("unserved_statutory", "unserved_coverage", "regret_statutory", "regret_coverage"),
        *("lost_mean", "lost_worst", "dropped_mean", "dropped_worst", "moved_mean"),
    )
    heads = [
        Head(names.text("advice.plan"), 30, "strong"),
        Head(names.text("advice.cost"), 16, "whole"),
        *(Head(names.text(f"advice.{one}"), 18, brief=one in BRIEF) for one in amounts),
    ]
    rows = [_row(one, names) for one in report.candidates]
    return Page(names.text("advice.stress_title"), heads, rows, list(_notes(report, names)))


def plan_name(name: str, names: Names) -> str:
    """A plan that the study made in words; one that was given by the name it was given."""
    key = f"advice.plan_{name.replace(' ', '_')}"
    return names.text(key) if catalogue.has(key, names.language) else name


def _row(one: Candidate, names: Names) -> list[Cell]:
    amounts = (one.statutory, one.coverage, one.regret_statutory, one.regret_coverage)
    return [
        plan_name(one.name, names),
        euros_a_year(one.cost),
        *(from_halves(amount) for amount in amounts),
        *_mean_and_worst(one.lost),
        *_mean_and_worst(one.dropped),
        _mean_and_worst(one.moved)[0],
    ]


def _mean_and_worst(spread: Spread) -> tuple[float | None, float | None]:
    """In pupil-lessons; nothing where it was not measured."""
    mean = None if spread.mean is None else round(spread.mean / 2, 2)
    worst = None if spread.worst is None else float(from_halves(spread.worst))
    return mean, worst


def _notes(report: StressReport, names: Names) -> Iterator[str]:
    best = report.candidates[0]
    yield names.text(
        "advice.holds_best",
        plan=plan_name(best.name, names),
        statutory=float(from_halves(best.regret_statutory)),
        coverage=float(from_halves(best.regret_coverage)),
    )
    happens = Counter(kind for future in report.futures for kind in future.kinds)
    counted = ", ".join(
        names.text("advice.happens", event=names.text(f"advice.event_{kind}"), futures=number)
        for kind in Kind
        if (number := happens[kind])
    )
    yield names.text("advice.futures", futures=len(report.futures), events=counted)
    yield names.text("advice.stress_note", weeks=WEEKS_A_YEAR)
    again = sum(one.moved.mean is not None for one in report.candidates)
    if again < len(report.candidates):
        yield names.text("advice.replanned", plans=again, of=len(report.candidates))
    if best.lost_year.worst:
        yield names.text(
            "advice.lost_year",
            plan=plan_name(best.name, names),
            mean=float(best.lost_year.mean or 0),
            worst=best.lost_year.worst,
        )
