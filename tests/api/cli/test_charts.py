"""`charts` draws plans that keep the rules, and no others."""

from __future__ import annotations

from pathlib import Path

from tests.support.build import group, plan
from tests.support.command import command, plan_file, scenario_file
from tests.support.worlds import two_schools

WORLD = two_schools()
GOOD = plan(WORLD, group("t1", "mon 09:00", "n1", "n2"))


def test_pictures_are_written_into_a_new_folder(tmp_path: Path) -> None:
    folder = tmp_path / "kuvat"
    said = command(
        *("charts", scenario_file(WORLD, tmp_path), plan_file(GOOD, tmp_path)),
        *("--out", folder, "--language", "fi"),
    )

    pictures = sorted(folder.iterdir())
    assert said.code == 0
    assert [path.name for path in pictures] == ["coverage.svg", "load.svg", "shares.svg"]
    assert all(path.read_bytes().startswith(b"<svg ") for path in pictures)
    assert said.out.count("Kirjoitettu: ") == 3
    assert "Kattavuus" in pictures[0].read_text(encoding="utf-8")


def test_a_plan_that_breaks_a_rule_is_not_drawn(tmp_path: Path) -> None:
    broken = GOOD.model_copy(update={"unserved": ("n1",)})
    said = command(
        *("charts", scenario_file(WORLD, tmp_path), plan_file(broken, tmp_path)),
        *("--out", tmp_path / "kuvat", "--json"),
    )

    assert said.code == 1
    assert said.data["findings"]
    assert not (tmp_path / "kuvat").exists()


def test_a_file_where_the_folder_should_be_is_bad_input(tmp_path: Path) -> None:
    path = plan_file(GOOD, tmp_path)
    said = command("charts", scenario_file(WORLD, tmp_path), path, "--out", path, "--json")

    assert said.code == 2
    assert [one["code"] for one in said.data["findings"]] == ["output_not_writable"]
