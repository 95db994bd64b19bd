"""`check` tells everything, in the language asked for, and its exit code is the answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scenarios.scenario import Scenario
from tests.support.build import changed, need, world
from tests.support.command import command, scenario_file


def sound() -> Scenario:
    """A scenario with remarks but no error."""
    return world(need("n1"))


def faulty() -> Scenario:
    """Two needs larger than any group may be."""
    return world(need("n1", pupils=99), need("n2", school="s2", pupils=98))


def test_warnings_alone_are_no_refusal(tmp_path: Path) -> None:
    said = command("check", scenario_file(sound(), tmp_path), "--language", "en")

    assert said.code == 0
    assert said.err == ""


def test_all_errors_are_listed_on_standard_error(tmp_path: Path) -> None:
    said = command("check", scenario_file(faulty(), tmp_path), "--language", "en")

    assert said.code == 2
    assert "99" in said.err
    assert "98" in said.err
    assert said.out == ""


def test_json_has_code_place_and_sentence(tmp_path: Path) -> None:
    said = command("check", scenario_file(faulty(), tmp_path), "--json", "--language", "fi")

    errors = [one for one in said.data["findings"] if one["severity"] == "error"]
    assert said.code == 2
    assert {one["code"] for one in errors} == {"need_too_large"}
    assert [one["place"]["row"] for one in errors] == [1, 2]
    assert all("99" in one["sentence"] or "98" in one["sentence"] for one in errors)


def test_errors_come_before_warnings(tmp_path: Path) -> None:
    mixed = changed(faulty(), "s1", supervisors=0)

    said = command("check", scenario_file(mixed, tmp_path), "--json")

    order = ["error", "warning", "info"]
    severities = [order.index(one["severity"]) for one in said.data["findings"]]
    assert len(set(severities)) > 1
    assert severities == sorted(severities)


def test_missing_file_is_bad_input(tmp_path: Path) -> None:
    said = command("check", tmp_path / "nothing.xlsx", "--json")

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == ["file_not_found"]


@pytest.mark.parametrize("name", ["scenario.xlsx", "scenario.zip", "folder"])
def test_every_kind_of_file_is_read(name: str, tmp_path: Path) -> None:
    assert command("check", scenario_file(sound(), tmp_path, name)).code == 0


def test_three_languages_say_three_things(tmp_path: Path) -> None:
    path = scenario_file(faulty(), tmp_path)

    texts = {command("check", path, "--language", tongue).err for tongue in ("fi", "sv", "en")}

    assert len(texts) == 3


def test_json_answer_is_json_whatever_the_input(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{", encoding="utf-8")

    said = command("check", path, "--json")

    assert said.code == 2
    assert json.loads(said.out)["findings"]
