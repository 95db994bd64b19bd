from __future__ import annotations

from typing import Any

import pytest

from api.views.findings import seen_findings
from scenarios.checks.report import warning
from scenarios.findings import Finding
from solver.explain.shortage import reasons
from tests.api.views.people import (
    COORDINATOR,
    HEAD,
    PLANNER,
    VIEWER,
    answer,
    area,
    seen_by,
)


def found(*subjects: str, table: str = "needs", **numbers: Any) -> Finding:
    return warning("shares_with_itself", table, 3, "shares_pupils_with", *subjects, **numbers)


def seen(principal: Any, *findings: Finding) -> list[str]:
    return [" ".join(one.subjects) for one in seen_findings(findings, area(), seen_by(principal))]


ALL = (
    found("need:n1"),
    found("need:n2"),
    found("need:n1", "need:n2"),
    found("need:n3", other_need="n2"),
    found("need:n5", pupils=7),
    found("municipality:m1", table="municipalities"),
    found("teacher:t1", table="teachers"),
    found("teacher:t2", table="teachers"),
    found("class:1A", table="classes"),
    found(table="settings"),
)


def test_the_coordinator_reads_all() -> None:
    assert len(seen(COORDINATOR, *ALL)) == len(ALL)


def test_a_municipality_reads_what_is_about_its_rows_alone() -> None:
    assert seen(PLANNER, *ALL) == [
        *("need:n1", "need:n5", "municipality:m1", "teacher:t1", "class:1A"),
    ]


def test_a_school_reads_no_count() -> None:
    assert seen(HEAD, *ALL) == ["need:n1", "class:1A"]


def test_a_viewer_reads_none() -> None:
    assert seen(VIEWER, *ALL) == []


def test_the_number_of_a_row_would_count_those_before_it() -> None:
    (told,) = seen_findings([found("need:n1")], area(), seen_by(PLANNER))

    assert told.place.row is None
    assert told.place.table == "needs"


@pytest.mark.parametrize("principal", [PLANNER, HEAD])
def test_reasons_of_a_plan_are_for_those_who_see_it_all(principal: Any) -> None:
    told = tuple(reasons(area(), answer(area())).values())

    assert told
    assert seen_findings(told, area(), seen_by(principal)) == ()
    assert seen_findings(told, area(), seen_by(COORDINATOR)) == told
