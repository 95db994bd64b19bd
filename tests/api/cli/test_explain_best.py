"""What would help most, and whose lessons change for it, in the words of every language."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.build import changed, group, need, plan, teacher, window, world
from tests.support.command import command, plan_file, scenario_file

WORLD = world(
    need("n1", pupils=3),
    need("n2", pupils=4),
    window("n1", "mon 10:00-10:45"),
    need("n3", level="2", school="s2"),
    teacher("t1", max_lessons=1),
)
SUBJECT = {
    "name_fi": "ortodoksinen uskonto",
    "name_sv": "ortodox religion",
    "name_en": "Orthodox religion",
}
NAMED = changed(changed(WORLD, "OR", **SUBJECT), "t1", name="Elina")
PLAN = plan(NAMED, group("t1", "mon 10:00", "n3"))
SAID = {
    "fi": [
        "Sama suunnitelma antaa opetuksen myös näille: ortodoksinen uskonto, S1, lk 3 (n2)",
        "Tunnit muuttuvat 1 muulla tarpeella:",
        "ortodoksinen uskonto 2, S2, lk 3 (n3): Elina: ma 10:00–10:45 → Elina: ",  # noqa: RUF001
        "Eniten auttaisi:\n  1. Nosta opettajan Elina viikkotunnit 1 → 2.",
        "Opetuksen saa 7 oppilasta, oppilastunteja viikossa 7.",
        "Samassa suunnitelmassa opetuksen saavat: ortodoksinen uskonto, S1, lk 3 (n1); ",
        "Koko suunnitelma: Järjestämättä jääneet luvatut tarpeet -7 oppilastuntia",
    ],
    "sv": [
        "Samma plan ger undervisning också åt: ortodox religion, S1, åk 3 (n2)",
        "Lektionerna ändras för 1 annat behov:",
        "Det här skulle hjälpa mest:\n  1. ",
        "7 elever får undervisning, 7 elevlektioner i veckan.",
        "I samma plan får dessa undervisning: ortodox religion, S1, åk 3 (n1); ",
        "Planen som helhet: ",
    ],
    "en": [
        "The same plan also serves: Orthodox religion, S1, grades 3 (n2)",
        "The lessons of 1 other need change:",
        "What would help most:\n  1. ",
        "7 pupils are served, 7 pupil-lessons a week.",
        "One and the same plan serves: Orthodox religion, S1, grades 3 (n1); ",
        "The plan as a whole: ",
    ],
}


@pytest.mark.parametrize("language", SAID)
def test_a_change_says_whom_it_serves_and_who_moves(language: str, tmp_path: Path) -> None:
    files = scenario_file(NAMED, tmp_path), plan_file(PLAN, tmp_path)
    said = command("explain", *files, "--language", language).out

    assert [text for text in SAID[language] if text not in said] == []


def test_a_change_offered_for_two_needs_is_told_once(tmp_path: Path) -> None:
    files = scenario_file(NAMED, tmp_path), plan_file(PLAN, tmp_path)
    told = command("explain", *files, "--json", "--language", "en").data
    (best,) = told["best"]

    assert [len(one["help"]) for one in told["needs"]] == [1, 1]
    assert {*best["needs"]} == {"n1", "n2"}
    assert best["instead"] == []
    assert (best["pupils"], best["lessons"]) == (7, 7)
    assert [one["need"] for one in best["moved"]] == ["n3"]
    assert best["moved"][0]["kinds"] == ["time_changed"]
    assert best["differences"]["coverage"] == -14
    assert best["changes"][0]["sentence"].endswith("from 1 to 2 a week.")


def test_of_one_need_there_is_no_closing_list(tmp_path: Path) -> None:
    files = scenario_file(NAMED, tmp_path), plan_file(PLAN, tmp_path)

    assert "best" not in command("explain", *files, "--need", "n1", "--json").data
