"""What was sent is read by a program of its own: whatever becomes of that, there is an answer."""

from __future__ import annotations

import logging
import sys

import pytest

from api import reading
from api.principal import Principal, Role
from api.reading import Bounds, Handed, edited, owned, read_file
from scenarios.files import written
from scenarios.findings import has_errors
from scenarios.library import load
from scenarios.variants import Edit, EditKind
from tests.scenarios.files.hostile import big_sheet, far_corner
from tests.support.build import municipality, need, world

SECRET = "131052-308A"


def codes(handed: Handed) -> list[str]:
    return [one.code for one in handed.findings]


def reader(code: str) -> tuple[str, ...]:
    """A program in the reader's place that first takes in what it is given."""
    return (sys.executable, "-c", f"import os, sys; told = sys.stdin.read(); {code}")


def test_a_sound_file_is_a_scenario() -> None:
    scenario = world(need("n1"))

    handed = read_file(written(scenario, ".zip"), "scenario.zip")

    assert handed.scenario == scenario
    assert not has_errors(handed.findings)


@pytest.mark.parametrize("body", [far_corner(), big_sheet(), b"", b"PK\x03\x04"])
def test_a_hostile_file_is_findings(body: bytes) -> None:
    handed = read_file(body, "scenario.xlsx")

    assert handed.scenario is None
    assert has_errors(handed.findings)


def test_a_file_that_takes_too_much_memory_or_time_is_a_finding() -> None:
    sound = written(load("pirkanmaa-spring"), ".json")

    small = read_file(sound, "scenario.json", Bounds(megabytes=20, seconds=30))
    short = read_file(sound, "scenario.json", Bounds(megabytes=1024, seconds=0))

    assert codes(small) == codes(short) == ["upload_too_demanding"]


@pytest.mark.parametrize(
    ("code", "finding"),
    [
        ("os.abort()", "upload_too_demanding"),
        ("os.kill(os.getpid(), 9)", "upload_too_demanding"),
        ("raise MemoryError", "upload_too_demanding"),
        ("raise ValueError(told)", "upload_reader_failed"),
    ],
)
def test_a_reader_that_breaks_down_is_a_finding_and_its_words_stay_untold(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, code: str, finding: str
) -> None:
    monkeypatch.setattr(reading, "READER", reader(code))

    with caplog.at_level(logging.DEBUG):
        handed = read_file(SECRET.encode(), "scenario.json")

    assert codes(handed) == [finding]
    assert SECRET not in caplog.text + str(handed)
    assert "exit code" in caplog.text


def test_edits_are_made_by_the_reader_too() -> None:
    scenario = world(need("n1", pupils=3), need("n2"))
    gone = Edit(edit=EditKind.REMOVE, table="needs", row={"need": "n2"})
    unknown = Edit(edit=EditKind.REMOVE, table="needs", row={"need": "n9"})

    done, refused = edited(scenario, [gone]), edited(scenario, [gone, unknown])

    assert done.scenario is not None
    assert [one.need for one in done.scenario.needs] == ["n1"]
    assert done.gone == {"needs": 1}
    assert refused.scenario is None
    assert [(one.place.table, one.place.row) for one in refused.findings] == [("edits", 2)]


def test_what_is_not_all_ones_own_is_refused_with_its_rows() -> None:
    own = Principal("k", "local", Role.MUNICIPALITY, "m1")
    shared = read_file(written(world(need("n1"), municipality("m2")), ".xlsx"), "s.xlsx")

    refused = owned(shared, own)

    assert owned(shared, Principal("k", "local", Role.COORDINATOR)) == shared
    assert refused.scenario is None
    assert [one.place.row for one in refused.findings if one.code == "municipality_not_own"] == [3]
