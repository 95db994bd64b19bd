"""Hiring advice as people read it: posts in words, what each brings, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from api.exports.names import Names
from api.exports.page import Cell, Head, Page, euros_a_year, shown_a_year
from api.i18n import numbers
from solver.measure.numbers import WEEKS_A_YEAR, from_halves
from solver.study.hires import Difference, Hire, HiringReport

MOST_NAMED = 3


def page(report: HiringReport, names: Names) -> Page:
    """Posts that were solved and bring something, the best first."""
    shown = bringing(report.hires)
    duties = any(hire.statutory.found for hire in shown)
    heads = [
        Head(names.text("advice.post"), 42, "strong"),
        Head(names.text("advice.employer"), 28, "text"),
        Head(names.text("advice.serves_statutory"), 16, brief=duties),
        Head(names.text("advice.serves_coverage"), 16),
        Head(names.text("advice.saves"), 16, "whole"),
        Head(names.text("advice.bill_more"), 16, "whole", brief=False),
        Head(names.text("advice.sure"), 40, "text"),
    ]
    rows = [_row(hire, names) for hire in shown]
    return Page(names.text("advice.hiring_title"), heads, rows, list(notes(report, names)))


def bringing(hires: Sequence[Hire]) -> list[Hire]:
    """Those that serve more, or save, in the plans found."""
    return [hire for hire in hires if hire.plan and hire.rank < (False, 0, 0, 0)]


def _row(hire: Hire, names: Names) -> list[Cell]:
    served = [hire.statutory.found, hire.coverage.found]
    return [
        post(hire, names),
        employers(hire, names),
        *(None if halves is None else from_halves(halves) for halves in served),
        _euros(hire.cost.found),
        _euros(hire.bill),
        how_sure(hire, names),
    ]


def _euros(cents: int | None) -> int | None:
    return None if cents is None else euros_a_year(cents)


def post(hire: Hire, names: Names) -> str:
    """`englanti, vuosiluokat 3–6, 12 viikkotuntia, suomeksi`."""
    vacancy = hire.vacancy
    subject = " ".join((names.subject(vacancy.subject), vacancy.level)).strip()
    ends = dict.fromkeys((vacancy.grade_from, vacancy.grade_to))
    return names.text(
        "advice.post_said",
        subject=subject,
        grades="–".join(str(grade) for grade in ends),  # noqa: RUF001
        lessons=float(vacancy.lessons),
        instruction=vacancy.language,
    )


def employers(hire: Hire, names: Names) -> str:
    """Who may employ, between whom no rule makes a difference."""
    known = sorted(names.municipality(one) for one in hire.vacancy.employers)
    said = ", ".join(known[:MOST_NAMED])
    more = len(known) - MOST_NAMED
    return said if more <= 0 else names.text("advice.employers_more", names=said, more=more)


def how_sure(hire: Hire, names: Names) -> str:
    """`todistettu`, or what is proved of each figure that is not."""
    known = {"statutory": hire.statutory, "coverage": hire.coverage, "saves": hire.cost}
    unsure = {name: one for name, one in known.items() if not one.proved}
    if not unsure:
        return names.text("advice.proved")
    return "; ".join(between(name, one, names) for name, one in unsure.items())


def between(name: str, one: Difference, names: Names) -> str:
    """What is proved of a figure; what could be less than no saving is told as cost."""

    def pupil_lessons(halves: int) -> str:
        return numbers.number(from_halves(halves), names.language)

    def euros(cents: int) -> str:
        return shown_a_year(cents, names.language)

    if name != "saves":
        return _ends(name, one.at_least, one.at_most, pupil_lessons, names)
    least, most = one.at_least, one.at_most
    if least is not None and most is not None and least < 0 < most:
        return names.text("advice.saves_or_costs", saves=euros(most), costs=euros(-least))
    if any(end is not None and end < 0 for end in (least, most)):
        fewest, highest = (-end if end else None for end in (most, least))
        return _ends("costs", fewest, highest, euros, names)
    return _ends(name, least, most, euros, names)


def _ends(
    name: str,
    at_least: int | None,
    at_most: int | None,
    written: Callable[[int], str],
    names: Names,
) -> str:
    said = {"at_least": at_least, "at_most": at_most}
    ends = {key: written(value) for key, value in said.items() if value is not None}
    which = "_and_".join(ends) or "unknown"
    return names.text(f"advice.{name}.{which}", **ends)


def notes(report: HiringReport, names: Names) -> Iterator[str]:
    """How the money is counted, what the others bring, and the second hire."""
    found = bringing(report.hires)
    hopeless = sum(hire.hopeless for hire in report.hires)
    unsolved = [hire for hire in report.hires if not hire.plan and not hire.hopeless]
    if found:
        yield names.text("advice.hiring_note", weeks=WEEKS_A_YEAR)
    elif hopeless == len(report.hires):
        yield names.text("advice.no_post_brings", posts=hopeless)
    else:
        yield names.text("advice.no_post_found", posts=len(report.hires))
    if found and hopeless:
        yield names.text("advice.hopeless", posts=hopeless, of=len(report.hires))
    if unsolved:
        yield names.text("advice.unsolved", posts=len(unsolved))
    if found and found[0].taught:
        yield names.text("advice.would_teach", schools=_schools(found[0], names))
    if report.first:
        yield _second(report, names)


def _schools(hire: Hire, names: Names) -> str:
    needs = (names.scenario.need_of[need] for need in hire.taught)
    return ", ".join(sorted({names.school(need.school) for need in needs}))


def _second(report: HiringReport, names: Names) -> str:
    beside = bringing(report.second)
    if not beside:
        return names.text("advice.no_second")
    best = beside[0]
    return names.text(
        "advice.second",
        post=post(best, names),
        employer=employers(best, names),
        statutory=float(from_halves(best.statutory.found or 0)),
        coverage=float(from_halves(best.coverage.found or 0)),
        euros=shown_a_year(best.cost.found or 0, names.language),
        sure=how_sure(best, names),
    )
