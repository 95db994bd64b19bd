"""Binding pins: what they rule out is no candidate, what they leave open is."""

import pytest

from scenarios.times import DAYS
from solver.candidates.candidates import candidates
from solver.candidates.reductions import reduced
from tests.support.build import need, pin, subject, teacher, window, world

WINDOWS = ("mon 09:00-09:50", "tue 09:00-09:50")


def starts(lessons: float, **of_pin: str) -> dict[str, set[tuple[str, int]]]:
    """By teacher what is left to a need that can meet at 9:00 and 9:05 on two days."""
    scenario = world(
        [need("n1", lessons_per_week=lessons), need("n2", lessons_per_week=lessons)],
        [window("n1", when) for when in WINDOWS],
        [subject()],
        [teacher("t1"), teacher("t2")],
        pin("n1", **of_pin),
    )
    left: dict[str, set[tuple[str, int]]] = {}
    for (name, by), slots in reduced(candidates(scenario)).slots.items():
        if name == "n1":
            left[by] = {(DAYS[slot.day].value, slot.start % 60) for slot in slots}
    return left


MONDAY, TUESDAY = {("mon", 0), ("mon", 5)}, {("tue", 0), ("tue", 5)}


@pytest.mark.parametrize(
    ("lessons", "of_pin", "left"),
    [
        (1, {"teacher": "t1"}, {"t1": MONDAY | TUESDAY}),
        (1, {"day": "tue", "kind": "locked"}, {"t1": TUESDAY, "t2": TUESDAY}),
        (1, {"day": "tue", "start": "09:05"}, {"t1": {("tue", 5)}, "t2": {("tue", 5)}}),
        (1, {"day": "tue", "kind": "must_not"}, {"t1": MONDAY, "t2": MONDAY}),
        (1, {"teacher": "t1", "kind": "must_not"}, {"t2": MONDAY | TUESDAY}),
        (
            1,
            {"teacher": "t1", "day": "tue", "kind": "must_not"},
            {"t1": MONDAY, "t2": MONDAY | TUESDAY},
        ),
        (2, {"day": "tue"}, {"t1": MONDAY | TUESDAY, "t2": MONDAY | TUESDAY}),
        (
            2,
            {"day": "tue", "start": "09:05"},
            {"t1": MONDAY | {("tue", 5)}, "t2": MONDAY | {("tue", 5)}},
        ),
        (1, {"teacher": "t1", "kind": "prefer"}, {"t1": MONDAY | TUESDAY, "t2": MONDAY | TUESDAY}),
        (
            1,
            {"day": "tue", "with_need": "n2", "kind": "must_not"},
            {"t1": MONDAY | TUESDAY, "t2": MONDAY | TUESDAY},
        ),
    ],
)
def test_what_a_pin_leaves(
    lessons: float, of_pin: dict[str, str], left: dict[str, set[tuple[str, int]]]
) -> None:
    assert starts(lessons, **of_pin) == left
