"""`replan`, `latecomer`, `move` and `absence`: what they answer, write and refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scenarios.variants import Variant, apply
from solver.plan import Plan
from solver.verify.report import verify
from tests.support.build import (
    available,
    changed,
    group,
    plan,
    with_rows,
)
from tests.support.command import Said, command, plan_file, scenario_file
from tests.support.worlds import newcomer_in_the_way

NAMED = changed(newcomer_in_the_way(), "s1", name="Kankaan koulu")
WORLD = changed(NAMED, "OR", name_fi="ortodoksinen uskonto")
PLAN = plan(WORLD, group("t1", "mon 09:00", "n1"))


class Office:
    """A folder with a scenario and a plan, in which commands are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.scenario = scenario_file(WORLD, folder)
        self.plan = plan_file(PLAN, folder)

    def run(self, name: str, *options: str | Path) -> Said:
        before = () if name == "replan" else (self.plan,)
        return command(name, self.scenario, *before, *options)

    def replan(self, *options: str | Path) -> Said:
        out, brief = self.folder / "new.json", ("--seconds", "1", "--workers", "1")
        return self.run("replan", "--previous", self.plan, "--out", out, *brief, *options)

    def written(self, name: str) -> Plan:
        return Plan.model_validate_json((self.folder / name).read_text("utf-8"))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_plan_is_made_again_with_its_moves_in_order(office: Office) -> None:
    moves = office.folder / "moves.json"
    said = office.replan("--moves", moves, "--language", "fi")
    new = office.written("new.json")

    assert said.code == 0
    assert verify(WORLD, new) == ()
    assert "2 askelta" in said.out
    assert "1. ryhmä g1 (ortodoksinen uskonto, t1, ti 10:00–10:45)" in said.out  # noqa: RUF001
    assert "n1 (ortodoksinen uskonto, Kankaan koulu)" in said.out
    assert [step["groups"][0] for step in json.loads(moves.read_text("utf-8"))["steps"]] == [
        "g1",
        new.group_of["n2"][0].group,
    ]


def test_a_group_published_by_a_file_cannot_stay_and_nothing_is_written(office: Office) -> None:
    office.scenario = scenario_file(
        with_rows(WORLD, available("t1", "mon 09:00-09:45", kind="busy")), office.folder
    )
    (office.folder / "published.txt").write_text("g1\n", encoding="utf-8")
    said = office.replan("--published", office.folder / "published.txt", "--json")

    assert said.code == 1
    assert {one["code"] for one in said.data["findings"]} == {"teacher_available"}
    assert all(one["sentence"] for one in said.data["findings"])
    assert not (office.folder / "new.json").exists()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--published", "g9"), "no_such_group"),
        (("--published", "g1", "--open", "g1"), "group_in_two_states"),
        (("--published", "all", "--draft", "all"), "group_in_two_states"),
        (("--most-moved", "few"), "most_moved_no_number"),
        (("--most-moved", "-1"), "most_moved_no_number"),
    ],
)
def test_what_cannot_be_asked_of_replan(
    office: Office, options: tuple[str, ...], code: str
) -> None:
    said = office.replan(*options, "--json")

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == [code]


def test_a_latecomer_takes_the_best_place_and_is_pinned(office: Office) -> None:
    today = changed(WORLD, "n2", subject="OR")
    office.scenario = scenario_file(today, office.folder)
    out, pins = office.folder / "new.json", office.folder / "pins.json"
    said = office.run(
        "latecomer", "--need", "n2", "--take", "1", "--out", out, "--pins", pins, "--language", "sv"
    )
    edits = Variant.model_validate_json(pins.read_text("utf-8")).edits
    pinned = apply(today, edits).scenario

    assert said.code == 0
    assert "n2 (OR, S2) går med: grupp g1" in said.out
    assert office.written("new.json").group_of["n2"][0].group == "g1"
    assert pinned is not None
    assert [(pin.need, pin.teacher, pin.start) for pin in pinned.pins] == [("n2", "t1", 540)]


def test_a_latecomer_without_a_place_is_a_no(office: Office) -> None:
    said = office.run("latecomer", "--need", "n2", "--json")

    assert (said.code, said.data) == (1, {"need": "n2", "places": []})


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--need", "n1"), "latecomer_is_served"),
        (("--need", "n9"), "explain_unknown_need"),
        (("--need", "n2", "--take", "1"), "take_and_out_together"),
        (("--need", "n2", "--take", "3", "--out", "NEW"), "no_such_place"),
    ],
)
def test_what_cannot_be_asked_of_latecomer(
    office: Office, options: tuple[str, ...], code: str
) -> None:
    given = [str(office.folder / "x.json") if word == "NEW" else word for word in options]
    said = office.run("latecomer", *given, "--json")

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == [code]


def test_a_move_by_hand_is_told_with_all_it_does_and_written(office: Office) -> None:
    out, pins = office.folder / "new.json", office.folder / "pins.json"
    move = ("move", "--group", "g1", "--to", "ti 10.00")
    said = office.run(*move, "--out", out, "--pins", pins, "--language", "fi")
    told = office.run(*move, "--json").data
    edits = Variant.model_validate_json(pins.read_text("utf-8")).edits

    assert said.code == 0
    assert "Siirto noudattaa kaikkia sääntöjä." in said.out
    assert "ma 09:00–09:45 → t1, ti 10:00–10:45" in said.out  # noqa: RUF001
    assert verify(WORLD, office.written("new.json")) == ()
    assert [(edit.row["need"], edit.row["day"]) for edit in edits] == [("n1", "tue")]
    assert (told["allowed"], told["broken"]) == (True, [])
    assert [one["need"] for one in told["changes"]] == ["n1"]
    assert told["differences"]["coverage"] == 0


def test_a_move_that_breaks_a_rule_is_told_in_words_and_not_written(office: Office) -> None:
    out = office.folder / "new.json"
    said = office.run(
        "move", "--group", "g1", "--to", "wed 09:00", "--out", out, "--language", "en"
    )

    assert said.code == 1
    assert "The teacher is not available" in said.out
    assert not out.exists()


def test_a_plan_that_was_broken_before_is_not_written(office: Office) -> None:
    out = office.folder / "new.json"
    broken = plan(WORLD, group("t1", "tue 10:00", "n2"), group("t1", "mon 09:00", "n1"))
    office.plan = plan_file(broken, office.folder)
    said = office.run("move", "--leave", "n1", "--out", out, "--json")

    assert said.code == 1
    assert {one["code"] for one in said.data["findings"]} == {"pupils_present"}
    assert not out.exists()


def test_moves_in_one_command_are_made_together(office: Office) -> None:
    both = plan(WORLD, group("t1", "tue 10:00", "n1"), group("t1", "mon 09:00", "n2"))
    office.plan = plan_file(both, office.folder)
    swap = office.run("move", "--group", "g1", "--swap-times", "g2", "--json")
    left = office.run("move", "--group", "g1", "--to", "mon 09:00", "--leave", "n2", "--json")

    assert swap.code == 1
    assert {one["rule"] for one in swap.data["broken"]} == {"pupils_present"}
    assert left.code == 0
    assert [one["move"] for one in left.data["moves"]] == ["meeting", "leave"]


def test_every_place_of_a_group_is_listed_with_its_price(office: Office) -> None:
    said = office.run("move", "--places", "g1", "--json")
    (place,) = said.data["places"]

    assert said.code == 0
    assert (place["moves"][0]["day"], place["moves"][0]["start"]) == ("tue", "10:00")
    assert set(place["differences"]) == set(place["values"])


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), "move_asks_nothing"),
        (("--places", "g1", "--leave", "n1"), "move_asks_nothing"),
        (("--to", "tue 10:00"), "move_without_group"),
        (("--group", "g1", "--to", "someday"), "move_to_no_time"),
        (("--group", "g9", "--teacher", "t1"), "no_such_group"),
        (("--group", "g1", "--lesson", "3", "--to", "tue 10:00"), "no_such_meeting"),
        (("--leave", "n9"), "no_such_need"),
        (("--places", "g9"), "no_such_group"),
    ],
)
def test_what_cannot_be_asked_of_move(office: Office, options: tuple[str, ...], code: str) -> None:
    said = office.run("move", *options, "--json")

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == [code]


def test_an_absence_is_told_lesson_by_lesson(office: Office) -> None:
    days = ("--from", "2026-09-07", "--to", "13.9.2026")
    said = office.run("absence", "--teacher", "t1", *days, "--language", "fi")

    assert said.code == 1
    assert "7.9.2026 klo 09:00: ryhmä g1" in said.out
    assert "Hoidettu 0/1 tunti" in said.out


def test_others_may_move_only_if_asked(office: Office) -> None:
    """On Monday only the teacher is away: the lesson goes to Tuesday."""
    out = office.folder / "week.json"
    days = ("--from", "2026-09-07", "--to", "2026-09-07")
    brief = ("--seconds", "1", "--workers", "1")
    said = office.run("absence", "--teacher", "t1", *days, "--may-move", out, *brief, "--json")
    week = office.written("week.json")

    assert said.code == 0
    assert [meeting.day for meeting in week.group_of["n1"][0].meetings] == ["tue"]
    assert verify(WORLD, week) == ()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--teacher", "t9", "--from", "2026-09-07", "--to", "2026-09-07"), "no_such_teacher"),
        (("--teacher", "t1", "--from", "monday", "--to", "2026-09-07"), "absence_no_date"),
        (("--teacher", "t1", "--from", "2026-09-08", "--to", "2026-09-07"), "absence_ends_first"),
    ],
)
def test_what_cannot_be_asked_of_absence(
    office: Office, options: tuple[str, ...], code: str
) -> None:
    said = office.run("absence", *options, "--json")

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == [code]


@pytest.mark.parametrize("name", ["replan", "latecomer", "move", "absence"])
def test_every_option_is_explained_in_three_languages(name: str) -> None:
    said = [command(name, "--help", "--language", tongue).out for tongue in ("fi", "sv", "en")]

    assert len(set(said)) == 3
    assert all("cli.help" not in text and "--json" in text for text in said)


@pytest.mark.parametrize(
    ("name", "options", "sentence"),
    [
        ("latecomer", ("--need", "n2"), "there is no place"),
        ("move", ("--places", "g1"), "there is no other place"),
        (
            "absence",
            ("--teacher", "t1", "--from", "2036-09-16", "--to", "2036-09-17"),
            "no lessons in these days",
        ),
    ],
)
def test_where_there_is_nothing_to_list_that_is_said(
    tmp_path: Path, name: str, options: tuple[str, ...], sentence: str
) -> None:
    on_monday = WORLD.replace(availability=WORLD.availability[:1])
    scenario = changed(on_monday, "t1", max_lessons=1)
    files = (scenario_file(scenario, tmp_path), plan_file(PLAN, tmp_path))
    said = command(name, *files, *options, "--language", "en")

    assert sentence in said.out
    assert "the best first" not in said.out
    assert "0 of 0" not in said.out
