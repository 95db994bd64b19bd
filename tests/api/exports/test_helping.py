"""Offers of single needs, put together."""

from __future__ import annotations

from typing import Any

from api.exports.helping import MOST, best


def offer(change: str, needs: str, pupils: int, effort: int = 1, **more: Any) -> dict[str, Any]:
    edits = [{"edit": "change", "cells": {"max_lessons": change}}]
    given = {"edits": edits, "needs": list(needs), "pupils": pupils, "effort": effort}
    return {**given, "moved": [], "differences": {"cost": 0}, **more}


def told(need: str, *offers: dict[str, Any]) -> dict[str, Any]:
    return {"need": need, "help": list(offers)}


def in_short(found: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [
        (one["edits"][0]["cells"]["max_lessons"], "".join(one["needs"]), "".join(one["instead"]))
        for one in found
    ]


def test_most_pupils_come_first_then_less_effort() -> None:
    found = best(
        [told("a", offer("x", "a", 2, effort=2), offer("y", "a", 2)), told("b", offer("z", "b", 3))]
    )

    assert in_short(found) == [("z", "b", ""), ("y", "a", "")]


def test_the_same_change_is_told_once_with_those_served_by_another_plan() -> None:
    """The plan for `ab` is kept; `c` has the change in a plan of its own."""
    found = best(
        [
            told("a", offer("x", "ab", 5)),
            told("b", offer("x", "b", 3)),
            told("c", offer("x", "c", 4)),
        ]
    )

    assert in_short(found) == [("x", "ab", "c")]


def test_a_harder_change_for_fewer_is_left_out_and_an_easier_one_is_kept() -> None:
    found = best([told("a", offer("x", "ab", 5, 2), offer("y", "a", 2, 3), offer("z", "a", 2, 1))])

    assert in_short(found) == [("x", "ab", ""), ("z", "a", "")]


def test_of_two_plans_as_good_the_one_that_moves_fewer_is_kept() -> None:
    found = best([told("a", offer("x", "ab", 5, moved=[1, 2])), told("b", offer("x", "ba", 5))])

    assert in_short(found) == [("x", "ba", "")]


def test_there_are_at_most_five() -> None:
    names = "abcdefgh"
    found = best([told(name, offer(name, name, 9 - at)) for at, name in enumerate(names)])

    assert [one["needs"] for one in found] == [[name] for name in names[:MOST]]
