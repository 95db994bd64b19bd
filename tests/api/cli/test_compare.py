"""`compare` sets plans beside the first, each with the variant it was made for."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from api.i18n.catalogue import LANGUAGES
from scenarios.scenario import Scenario
from solver.plan import Plan
from tests.support.build import (
    agreement,
    changed,
    group,
    need,
    plan,
    school,
    subject,
    teacher,
    world,
)
from tests.support.command import Said, command, plan_file, scenario_file
from tests.support.workbooks import rows
from tests.support.worlds import two_schools

WORLD = two_schools()
FIRST = plan(WORLD, group("t1", "mon 09:00", "n1"))
SECOND = plan(WORLD, group("t1", "tue 09:00", "n1", "n2"))


def variants_compared(folder: Path, variant: Scenario, second: Plan, *options: str | Path) -> Said:
    """`FIRST` of `WORLD` beside a plan of its variant."""
    return command(
        "compare",
        scenario_file(WORLD, folder),
        plan_file(FIRST, folder, "first.json"),
        scenario_file(variant, folder, "variant.json"),
        plan_file(second, folder, "second.json"),
        *options,
    )


def test_differences_are_against_the_first_plan(tmp_path: Path) -> None:
    said = command(
        "compare",
        scenario_file(WORLD, tmp_path),
        plan_file(FIRST, tmp_path, "first.json"),
        plan_file(SECOND, tmp_path, "second.json"),
        "--json",
    )

    first, second = said.data["sides"]
    assert said.code == 0
    assert [first["plan"], second["plan"]] == ["first.json", "second.json"]
    # The second school's adult costs 21 € more.
    assert second["value_differences"]["cost"] == 2100
    assert {change["need"]: change["kinds"] for change in second["changes"]} == {
        "n1": ["time_changed"],
        "n2": ["appeared"],
    }


def test_a_plan_is_read_with_its_own_variant(tmp_path: Path) -> None:
    """The lesson costs 40 € in the variant instead of 31 €."""
    variant = changed(WORLD, "t1", lesson_cost=40)
    dearer = FIRST.model_copy(update={"scenario": variant.content_hash})

    said = variants_compared(tmp_path, variant, dearer, "--json", "--language", "en")

    assert "breaks rules" not in said.err
    assert said.data["sides"][1]["value_differences"]["cost"] == 900


def test_table_names_plans_and_changes(tmp_path: Path) -> None:
    said = command(
        "compare",
        scenario_file(WORLD, tmp_path),
        plan_file(FIRST, tmp_path, "first.json"),
        plan_file(SECOND, tmp_path, "second.json"),
        *("--language", "en"),
    )

    assert said.code == 0
    assert "second.json" in said.out
    assert "newly served: 1" in said.out


def test_a_broken_plan_is_compared_with_a_warning(tmp_path: Path) -> None:
    broken = FIRST.model_copy(update={"unserved": ()})

    said = command(
        "compare", scenario_file(WORLD, tmp_path), plan_file(broken, tmp_path), "--language", "en"
    )

    assert said.code == 0
    assert "breaks rules" in said.err


def test_no_plan_is_bad_input(tmp_path: Path) -> None:
    base = scenario_file(WORLD, tmp_path)

    said = command("compare", base, base, "--json")

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == ["no_plan_given"]


def test_json_says_who_gains_and_what_was_edited(tmp_path: Path) -> None:
    variant = changed(WORLD, "t1", lesson_cost=40)
    second = SECOND.model_copy(update={"scenario": variant.content_hash})

    said = variants_compared(tmp_path, variant, second, "--json", "--language", "en")

    first, other = said.data["sides"]
    assert (first["gains"], first["edits"]) == ([], [])
    # Two pupils of n2; 40 + 13 + 21 + 21 against 31 + 13 + 21, in 38 weeks.
    assert [one["sentence"] for one in other["gains"]] == [
        "M1: gets 2 more pupil-lessons a week; pays €1,140 more a school year."
    ]
    assert [one["sentence"] for one in other["edits"]] == [
        "Changed in teachers: teacher t1 → lesson_cost 40"
    ]


def test_terminal_shows_the_ten_largest_changes_and_how_many_more(tmp_path: Path) -> None:
    needs = [need(f"n{k:02}", pupils=k, shares_pupils_with="none") for k in range(1, 14)]
    many = world(*needs, subject("OR", max_pupils=100), school("s1", remote_rooms=1))
    first = plan(many, group("t1", "mon 09:00", *(one.need for one in needs)))
    second = plan(many, group("t1", "tue 09:00", *(one.need for one in needs)))

    said = command(
        "compare",
        scenario_file(many, tmp_path),
        plan_file(first, tmp_path, "first.json"),
        plan_file(second, tmp_path, "second.json"),
        *("--language", "en"),
    )

    assert "n13, pupils 13" in said.out
    assert "n04, pupils 4" in said.out
    assert "n03, pupils 3" not in said.out
    assert "… and 3 more." in said.out


@pytest.mark.parametrize("tongue", LANGUAGES)
def test_workbook_has_every_change_and_portion(tmp_path: Path, tongue: str) -> None:
    out = tmp_path / "compared.xlsx"
    variant = changed(WORLD, "t1", lesson_cost=40)
    second = SECOND.model_copy(update={"scenario": variant.content_hash})

    said = variants_compared(tmp_path, variant, second, "--out", out, "--language", tongue)

    _, municipalities, subjects, changes, edits = load_workbook(out).worksheets
    assert said.code == 0
    # Wanted and served of needs and pupil-lessons, the change, three shares, theirs, points.
    assert rows(municipalities)[3:] == [
        ("M1", "first.json", 2, 1, 4, 2, 0, 2470, 2470, 2470, 0, 0),
        ("M1", "second.json", 2, 2, 4, 4, 2, 3610, 3610, 3610, 1140, 0),
    ]
    assert [row[1:7] for row in rows(subjects)[3:]] == [
        ("first.json", 2, 1, 4, 2, 0),
        ("second.json", 2, 2, 4, 4, 2),
    ]
    # 2 pupil-lessons by 2.3 and by 1.2.
    assert [(row[1], row[7]) for row in rows(changes)[3:]] == [(4.6, "n2"), (2.4, "n1")]
    assert [row[0] for row in rows(edits)[3:]] == ["second.json"]


def test_the_workbook_may_not_replace_what_is_compared(tmp_path: Path) -> None:
    base = scenario_file(WORLD, tmp_path, "scenario.xlsx")
    path = plan_file(FIRST, tmp_path)

    for out, code in ((tmp_path / "a.csv", "export_unknown"), (base, "output_is_input")):
        said = command("compare", base, path, "--out", out, "--json")
        assert said.code == 2
        assert [one["code"] for one in said.data["findings"]] == [code]


def test_what_goes_with_a_row_is_not_said_again(tmp_path: Path) -> None:
    """A municipality takes its schools, needs and agreements along; JSON lists them all."""
    larger = world(
        need("n1"),
        need("n2", school="s2"),
        school("s2", municipality="m2"),
        teacher("t1"),
        agreement("m1", "m2"),
        agreement("m2", "m1"),
    )
    smaller = larger.replace(
        municipalities=larger.municipalities[:1],
        schools=larger.schools[:1],
        needs=larger.needs[:1],
        classes=(),
        bells=larger.bells_of["s1"],
        agreements=(),
    )
    first = plan(larger, group("t1", "mon 09:00", "n1"))
    second = plan(smaller, group("t1", "mon 09:00", "n1"))
    paths = [
        scenario_file(larger, tmp_path),
        plan_file(first, tmp_path, "first.json"),
        scenario_file(smaller, tmp_path, "smaller.json"),
        plan_file(second, tmp_path, "second.json"),
    ]

    shown = command("compare", *paths, "--language", "en").out
    listed = command("compare", *paths, "--json").data["sides"][1]["edits"]

    assert "Removed from municipalities: municipality m2" in shown
    assert "Removed from schools" not in shown
    assert {edit["table"] for edit in listed} >= {
        "municipalities",
        "schools",
        "needs",
        "agreements",
    }
