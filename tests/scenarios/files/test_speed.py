"""A workbook of twenty thousand rows is read and checked in a few times what a look at it takes."""

import gc
import io
import time
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from scenarios.files import read_bytes, written
from scenarios.scenario import Scenario

LOOKS_ALLOWED = 5.5
"""Some five seconds where a look takes 0.9; 3.5 to 4.0 were measured."""
DAYS = ("mon", "tue", "wed", "thu", "fri")
SCHOOLS, NEEDS, TEACHERS, ROWS = 200, 2000, 100, 20_000
CLOCK = [(f"{hour:02d}:00", f"{hour:02d}:45") for hour in range(8, 16)]


CLASSES = [(f"c{s}-{grade}", f"s{s}", grade) for s in range(SCHOOLS) for grade in (1, 2)]


def places() -> dict[str, list[dict[str, Any]]]:
    """Forty municipalities, each with schools, bells and a lunch."""
    schools = range(SCHOOLS)
    return {
        "municipalities": [{"municipality": f"{m:03d}", "name": f"M{m}"} for m in range(40)],
        "schools": [
            {"school": f"s{s}", "municipality": f"{s % 40:03d}", "name": f"S{s}", "language": "fi"}
            for s in schools
        ],
        "bells": [
            {"school": f"s{s}", "period": i, "start": start, "end": end}
            for s in schools
            for i, (start, end) in enumerate(CLOCK)
        ],
        "closed": [
            {"school": f"s{s}", "days": "mon-fri", "start": "10:45", "end": "11:00"}
            for s in schools
        ],
        "classes": [{"class": c, "school": s, "grades": grade} for c, s, grade in CLASSES],
    }


def lessons() -> list[dict[str, Any]]:
    return [
        {"class": name, "day": day, "start": start, "end": end, "subject": "MA"}
        for name, _, _ in CLASSES
        for day in DAYS
        for start, end in CLOCK
    ]


def people() -> dict[str, list[dict[str, Any]]]:
    """Teachers with their qualifications, and needs."""
    drawn = [CLASSES[n % len(CLASSES)] for n in range(NEEDS)]
    return {
        "teachers": [
            {"teacher": f"t{t}", "municipality": "001", "languages": "fi", "max_lessons": 20}
            for t in range(TEACHERS)
        ],
        "qualifications": [
            {"teacher": f"t{t}", "subject": s} for t in range(TEACHERS) for s in ("OR", "IS")
        ],
        "needs": [
            {
                "need": f"n{n}",
                "school": school,
                "subject": ("OR", "IS")[n % 2],
                "grade_from": grade,
                "grade_to": grade,
                "pupils": 2,
                "lessons_per_week": 1,
                "priority": "statutory",
                "classes": name,
            }
            for n, (name, school, grade) in enumerate(drawn)
        ],
    }


def large_scenario() -> Scenario:
    subjects = [{"subject": name, "category": "religion"} for name in ("OR", "IS")]
    return Scenario.model_validate(
        {
            "settings": {"name": "large"},
            "subjects": subjects,
            "lessons": lessons(),
            **places(),
            **people(),
        }
    )


@pytest.mark.slow
def test_twenty_thousand_rows_take_few_looks_at_their_cells() -> None:
    """Side by side, so that a slow machine is no failure."""
    scenario = large_scenario()
    data = written(scenario, ".xlsx")

    reading = read_bytes(data, "large.xlsx")
    # Objects of tests before would be searched for garbage again and again, by one more often.
    gc.freeze()
    # In turn, so that both share whatever else the machine is at.
    looks = [
        taken(lambda: read_bytes(data, "large.xlsx")) / taken(lambda: seen(data)) for _ in range(3)
    ]
    gc.unfreeze()

    assert reading.scenario == scenario
    assert len(reading.rows) > ROWS
    assert min(looks) < LOOKS_ALLOWED


def taken(work: Callable[[], object]) -> float:
    """Processor seconds."""
    started = time.process_time()
    work()
    return time.process_time() - started


def seen(data: bytes) -> int:
    """Cells of a workbook."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for _ in row)
