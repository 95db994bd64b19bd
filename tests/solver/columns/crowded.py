"""Scenarios in which when a teacher's groups meet decides what they cost."""

import random

from scenarios.scenario import Scenario
from tests.support.build import need, subject, teacher, window, world

TIMES = (("09:00", "09:45"), ("09:00", "10:00"), ("10:00", "10:45"), ("10:30", "11:30"))


def two_with_one_teacher(*windows: str, **rules: object) -> Scenario:
    """Two needs that cannot share a group; all times are as good for the pupils."""
    return world(
        [need(f"n{k}", school=f"s{k}", pupils=2, priority="promised") for k in (1, 2)],
        [window(f"n{k}", when) for k in (1, 2) for when in windows],
        subject("OR", max_pupils=3),
        teacher("t1"),
        weight_teacher_gap_minute=1,
        weight_teacher_day=3,
        weight_break_minute=0,
        weight_window_free=0,
        **rules,
    )


def crowded(seed: int) -> Scenario:
    """Four promised needs of which few share a group, few times, and a teacher or two."""
    draw = random.Random(f"crowded {seed}")
    names = [f"n{k}" for k in range(1, 5)]
    return world(
        [
            need(
                name,
                school=f"s{draw.randint(1, 3)}",
                pupils=draw.randint(1, 2),
                priority="promised",
                lessons_per_week=draw.choice(["0.5", "1", "1", "1.5"]),
                shares_pupils_with=["none"],
            )
            for name in names
        ],
        [
            window(name, f"{day} {start}-{end}")
            for name in names
            for day in draw.sample(("mon", "tue", "wed"), 2)
            for start, end in [draw.choice(TIMES)]
        ],
        subject("OR", max_pupils=3),
        [teacher(f"t{k}") for k in range(1, draw.randint(2, 3))],
        start_step_minutes=15,
        weight_teacher_gap_minute=draw.choice(["0.02", "0.5"]),
        weight_break_minute=draw.choice(["0", "0.05"]),
    )
