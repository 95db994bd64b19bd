"""A scenario goes into every format and comes back as itself."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings

from scenarios.files import example_scenario, read, read_bytes, write, written
from scenarios.scenario import Scenario
from tests.support.strategies import tiny, tiny_scenarios

LANGUAGES = ("en", "fi", "sv")
FORMATS = ("book.xlsx", "folder", "tables.zip", "scenario.json")
# What reading may say of a scenario that does not fit together is not about the file.
ABOUT_THE_FILE = {
    "unknown_column",
    "unknown_setting",
    "unknown_table",
    "missing_table",
    "cell_without_header",
}

AWKWARD = Scenario.model_validate(
    {
        "settings": {
            "name": '=cmd|"/C calc"!A0',
            "area": "-",
            "school_year": "2026-2027",
            "first_day": "2026-08-11",
            "last_day": "2028-02-29",
            "halves": "terms",
            "allow_unqualified": True,
            "priorities": "cost;statutory",
            "slack_cost": "2,25 %",
            "weight_teacher_gap_minute": "0.02",
        },
        "municipalities": [
            {"municipality": "049", "name": "007", "supervisor_cost": 0},
            {"municipality": "49", "name": "_x0041_ <b>&amp;</b>", "supervisor_cost": "20.05"},
        ],
        "schools": [
            {"school": "1-9", "municipality": "049", "name": "=1+1", "language": "fi"},
            {"school": "-", "municipality": "999", "name": "'quoted\" näme,;|", "language": "sv"},
            {"school": "TRUE", "municipality": "49", "name": "日本 😀 e\u0301", "language": "se"},
        ],
        "closed": [
            {"school": "1-9", "days": "mon;wed;thu;fri", "start": "0:00", "end": "24:00", "half": h}
            for h in ("A", "B")
        ],
        "bells": [
            {"school": "-", "grades": "1;3-5;9", "period": "01", "start": "8:01", "end": "8.59"}
        ],
        "classes": [
            {
                "class": "1e5",
                "school": "1-9",
                "grades": [1, 3],
                "earliest": "fri 9:00; mon 8:45; default 8:00",
                "latest": "tue 13:00",
            },
            {"class": "5A, B", "school": "-", "grades": "5-6", "earliest": "08:45"},
        ],
        "subjects": [
            {"subject": "00", "category": "religion", "min_pupils": 0, "core_minutes": 1},
            {"subject": "00", "category": "other", "name_sv": "#REF!", "name_fi": "1.2.2026"},
        ],
        "needs": [
            {
                "need": need,
                "school": "1-9",
                "subject": "00",
                "level": level,
                "grade_from": 1,
                "grade_to": 3,
                "pupils": 1_000_000,
                "lessons_per_week": "0,5",
                "classes": ["1e5", "5A, B", "0005"],
                "shares_pupils_with": "none",
                "priority": "optional",
            }
            for need, level in (("049", "1.50"), ("0x1F", "8:15"), ("null", "+A1"))
        ],
        "pins": [{"need": "049"}, {"need": "049", "start": "24:00", "day": "fri", "kind": "avoid"}],
        "agreements": [{"buyer": "049", "seller": "49", "max_lessons": "2.5"}],
        "holidays": [{"municipality": "49", "from": "31.12.2026", "to": "2027-01-06"}],
    }
)
WORLDS = {"example": example_scenario(), "awkward": AWKWARD, "tiny": tiny(7)}


@pytest.mark.parametrize(("world", "language"), list(zip(WORLDS, LANGUAGES, strict=True)))
@pytest.mark.parametrize(("first", "second"), list(product(FORMATS, FORMATS)))
def test_any_two_formats_in_turn_change_nothing(
    world: str, first: str, second: str, language: str, tmp_path: Path
) -> None:
    """Nine directions and the zip: what is read from one format and written to another is equal."""
    scenario = WORLDS[world]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()

    write(scenario, tmp_path / "a" / first, language)
    once = read(tmp_path / "a" / first)
    assert once.scenario is not None, once.findings
    write(once.scenario, tmp_path / "b" / second, language)
    twice = read(tmp_path / "b" / second)

    assert twice.scenario is not None, twice.findings
    assert once.scenario == twice.scenario == scenario
    assert twice.scenario.content_hash == scenario.content_hash
    assert {finding.code for finding in twice.findings} & ABOUT_THE_FILE == set()


@settings(max_examples=15)
@given(scenario=tiny_scenarios())
def test_random_scenarios_come_back(scenario: Scenario) -> None:
    for ending in (".xlsx", ".zip", ".json"):
        again = read_bytes(written(scenario, ending), f"x{ending}").scenario

        assert again == scenario


@pytest.mark.parametrize("ending", [".xlsx", ".zip", ".json"])
def test_same_scenario_same_bytes(ending: str) -> None:
    """No clock, no random names: a file can be compared with an older one."""
    first, second = (written(WORLDS["awkward"], ending, "fi") for _ in range(2))

    assert first == second


def test_rows_that_share_an_id_both_survive() -> None:
    """Dropping one silently would hide the mistake that the checks report."""
    read_back = read_bytes(written(AWKWARD, ".xlsx"), "x.xlsx")

    assert read_back.scenario is not None
    assert [row.subject for row in read_back.scenario.subjects] == ["00", "00"]
    assert "duplicate_id" in {finding.code for finding in read_back.findings}


def test_an_ending_of_another_format_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.ods"):
        write(AWKWARD, tmp_path / "x.ods")

    assert list(tmp_path.iterdir()) == []
