"""A study that is wrong is told everything that is wrong, by key."""

from __future__ import annotations

import json
from typing import Any

import pytest

from solver.study.job import JobError, read_job
from solver.study.kinds import KINDS
from solver.study.settings import SETTINGS
from tests.support.worlds import lone_need

RIGHT = {"scenario": lone_need().normal_form(), "kind": "shares", "folder": "f"}


def faults(**fields: Any) -> set[tuple[str, str, str]]:
    """Key, what is wrong, and what is said to help."""
    with pytest.raises(JobError) as caught:
        read_job(json.dumps({**RIGHT, **fields}).encode())
    return {
        (
            str(one.numbers["key"]),
            str(one.numbers["what"]),
            str(one.numbers.get("nearest", one.numbers.get("limit", ""))),
        )
        for one in caught.value.findings
    }


def test_a_right_job_is_read_with_its_defaults() -> None:
    read = read_job(json.dumps({**RIGHT, "settings": {"unserved_euros": 12.5}}).encode())

    assert read.scenario == lone_need()
    assert (read.job.seconds, read.job.seed) == (30, 1)
    assert read.job.workers >= 1
    assert str(read.settings.unserved_euros) == "12.5"  # type: ignore[attr-defined]


def test_everything_is_said_at_once() -> None:
    assert faults(
        second=3, workers=0, seed=-1, settings={"unserved_euros": 0, "order": 5, "zzz": 1}
    ) == {
        ("second", "unknown_near", "seconds"),
        ("workers", "greater_than_equal", "1"),
        ("seed", "greater_than_equal", "0"),
        ("shares.unserved_euros", "greater_than", "0.0"),
        ("shares.order", "unknown_near", "orders"),
        ("shares.zzz", "unknown", ""),
    }


def test_a_key_deep_inside_is_named_with_its_place() -> None:
    edit = {"edit": "remove", "tabel": "teachers"}
    wrong = {"inline": [{"name": "a", "edits": [edit]}]}

    assert faults(kind="variants", settings=wrong) == {
        ("variants.inline[0].edits[0].tabel", "unknown_near", "table"),
        ("variants.inline[0].edits[0].table", "missing", ""),
    }


def test_a_wrong_kind_and_scenario_are_said_together() -> None:
    assert faults(kind="share", scenario=None) == {
        ("kind", "no_kind", ""),
        ("scenario", "dict_type", ""),
    }
    assert ("scenario.settings", "missing", "") in faults(scenario={})


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"\xff"])
def test_what_is_no_job_is_refused(line: bytes) -> None:
    with pytest.raises(JobError) as caught:
        read_job(line)
    assert [one.numbers["what"] for one in caught.value.findings] == ["json_invalid"]


def test_every_kind_has_settings_and_a_function() -> None:
    assert list(SETTINGS) == list(KINDS)
