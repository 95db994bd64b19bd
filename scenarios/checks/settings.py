"""Settings, the calendar, and stages that the needs would miss."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.report import Case, info, warning
from scenarios.findings import Finding
from scenarios.needs import Priority
from scenarios.rules import StageId
from scenarios.settings import HalvesMean
from scenarios.times import Half

_STAGE_OF = {
    Priority.STATUTORY: StageId.STATUTORY,
    Priority.PROMISED: StageId.COVERAGE,
    Priority.OPTIONAL: StageId.COST,
}
_TABLES_WITH_HALVES = ("closed", "lessons", "capacity", "windows", "availability")


def missing_stages(case: Case) -> Iterator[Finding]:
    """A stage not among the priorities though needs depend on it: nobody would serve them."""
    listed = case.scenario.settings.priorities
    present = {need.priority for need in case.scenario.needs}
    for priority, stage in _STAGE_OF.items():
        if priority in present and stage not in listed:
            yield warning(
                "stage_not_listed",
                "settings",
                None,
                "priorities",
                stage=stage.value,
                priority=priority.value,
            )


def cost_before_service(case: Case) -> Iterator[Finding]:
    """Cost before a stage that serves needs: the cheapest plan serves nobody."""
    listed = case.scenario.settings.priorities
    present = {_STAGE_OF[need.priority] for need in case.scenario.needs} - {StageId.COST}
    if StageId.COST not in listed:
        return
    for stage in listed[listed.index(StageId.COST) + 1 :]:
        if stage in present:
            yield warning("cost_before_service", "settings", None, "priorities", stage=stage.value)


def school_year(case: Case) -> Iterator[Finding]:
    """Days that lie in other years than the school year says, or deletion before the end."""
    settings = case.scenario.settings
    years = settings.school_year.split("-")
    for column, day, year in (
        ("first_day", settings.first_day, years[0]),
        ("last_day", settings.last_day, years[-1]),
    ):
        if day is not None and year and str(day.year) != year:
            yield warning(
                "day_outside_school_year",
                "settings",
                None,
                column,
                date=day.isoformat(),
                school_year=settings.school_year,
            )
    if years[0] and int(years[-1]) != int(years[0]) + 1:
        yield warning(
            "school_year_not_two_years",
            "settings",
            None,
            "school_year",
            school_year=settings.school_year,
        )
    if settings.last_day and settings.delete_after and settings.delete_after < settings.last_day:
        yield warning(
            "deleted_before_the_end",
            "settings",
            None,
            "delete_after",
            date=settings.delete_after.isoformat(),
            last_day=settings.last_day.isoformat(),
        )


def holidays_outside_year(case: Case) -> Iterator[Finding]:
    """A holiday that touches no day of the school year: last year's, copied."""
    settings = case.scenario.settings
    if not settings.first_day or not settings.last_day:
        return
    for row, holiday in enumerate(case.scenario.holidays, start=1):
        if holiday.to < settings.first_day or holiday.from_ > settings.last_day:
            yield warning(
                "holiday_outside_year",
                "holidays",
                row,
                "from",
                f"municipality:{holiday.municipality}",
                first=holiday.from_.isoformat(),
                last=holiday.to.isoformat(),
            )


def halves_without_use(case: Case) -> Iterator[Finding]:
    """Halves are terms, yet nothing in the scenario is of one half only."""
    scenario = case.scenario
    if scenario.settings.halves is HalvesMean.WEEKS:
        return
    rows = (row for table in _TABLES_WITH_HALVES for row in scenario.rows(table))
    marked = any(getattr(row, "half", Half.ALL) is not Half.ALL for row in rows)
    if not marked and all(need.half_lessons % 2 == 0 for need in scenario.needs):
        yield info("halves_without_use", "settings", None, "halves")


CHECKS = (
    missing_stages,
    cost_before_service,
    school_year,
    holidays_outside_year,
    halves_without_use,
)
