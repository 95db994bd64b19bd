"""A course of needs with different numbers of lessons."""

from random import Random

from scenarios.scenario import Scenario
from tests.support.build import need, subject, teacher, window, world


def mixed(seed: int, teachers: int = 1) -> Scenario:
    """Needs of one course with one to four half lessons, each with windows by chance."""
    draw = Random(seed)
    needs, windows = [], []
    for number in range(5):
        name, lessons = f"n{number}", draw.choice((0.5, 1, 1.5, 2, 2))
        needs.append(need(name, school=f"s{number}", pupils=2, lessons_per_week=lessons))
        for day in draw.sample(("mon", "tue", "wed", "thu"), 3):
            start, end = draw.choice((9, 10)), draw.choice((45, 50, 55))
            windows.append(window(name, f"{day} {start:02}:00-{start:02}:{end}"))
    weights = {"weight_adjacent_days": 1, "weight_break_minute": 0.5}
    staff = [teacher(f"t{number}") for number in range(1, teachers + 1)]
    return world(needs, windows, subject("OR", max_pupils=12), *staff, **weights)
