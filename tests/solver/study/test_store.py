"""What is found in the folder of a study counts only if it is whole, and right."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from solver.study import store as module
from solver.study.cases import Answer, Case
from solver.study.store import Limits, Store, key_of
from tests.support.asking import answer
from tests.support.worlds import lone_need, two_schools

CASE = Case("one", two_schools())
LIMITS = Limits()
KEY = key_of(CASE, LIMITS)


@pytest.fixture(scope="module")
def known() -> Answer:
    return answer(CASE)


def test_an_answer_is_found_again_under_the_name_of_who_asks(tmp_path: Path, known: Answer) -> None:
    Store(tmp_path).save(KEY, known)

    found = Store(tmp_path).load(KEY, CASE._replace(name="other"))

    assert found == known.model_copy(update={"case": "other"})
    assert [path.name for path in tmp_path.iterdir()] == [f"{KEY}.json"]


def test_all_that_decides_the_answer_is_in_the_name(
    known: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [
        key_of(CASE._replace(scenario=lone_need()), LIMITS),
        key_of(CASE._replace(previous=known.plan), LIMITS),
        key_of(CASE._replace(start=known.plan), LIMITS),
        key_of(CASE._replace(effort=2), LIMITS),
        key_of(CASE, Limits(seconds=11)),
        key_of(CASE, Limits(seed=2)),
    ]
    monkeypatch.setattr(module, "_versions", lambda: {"etalukkari": "another"})
    others.append(key_of(CASE, LIMITS))

    assert len({KEY, *others}) == 8
    assert key_of(CASE._replace(name="other"), LIMITS) in others[-1:]


def cut(kept: dict[str, Any]) -> str:
    return json.dumps(kept)[:-40]


def of_another_case(kept: dict[str, Any]) -> str:
    return json.dumps({**kept, "key": "0" * 64})


def changed_bound(kept: dict[str, Any]) -> str:
    kept["answer"]["stages"][0]["bound"] = 1
    return json.dumps(kept)


def no_answer(kept: dict[str, Any]) -> str:
    return json.dumps({"key": kept["key"]})


def other_json(kept: dict[str, Any]) -> str:
    return json.dumps([kept["key"]])


def not_text(kept: dict[str, Any]) -> str:
    return "\0"


@pytest.mark.parametrize(
    "spoil", [cut, of_another_case, changed_bound, no_answer, other_json, not_text]
)
def test_a_damaged_or_foreign_file_is_not_trusted(
    spoil: Callable[[dict[str, Any]], str], tmp_path: Path, known: Answer
) -> None:
    Store(tmp_path).save(KEY, known)
    path = tmp_path / f"{KEY}.json"
    path.write_text(spoil(json.loads(path.read_text(encoding="utf-8"))), encoding="utf-8")
    store = Store(tmp_path)

    assert store.load(KEY, CASE) is None
    assert [(one.code, one.severity) for one in store.findings] == [
        ("study_file_damaged", "warning")
    ]


def test_a_plan_that_is_not_sound_is_not_trusted(tmp_path: Path, known: Answer) -> None:
    """Whoever writes a whole file with another plan in it is found out by the verifier."""
    nobody = known.plan.model_copy(update={"unserved": ()})
    Store(tmp_path).save(KEY, known.model_copy(update={"plan": nobody, "stages": ()}))
    Store(tmp_path).save("0" * 64, answer(Case("two", lone_need())))
    store = Store(tmp_path)

    assert store.load(KEY, CASE) is not None
    assert store.load("0" * 64, CASE) is None
    assert [one.code for one in store.findings] == ["study_file_wrong"]
