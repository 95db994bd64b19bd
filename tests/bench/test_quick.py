"""What counts as slower or larger."""

from bench.quick import compared, is_worse, medians, told


def test_small_and_relative_growth_are_both_needed() -> None:
    assert is_worse("build, s", 2.6, 2.0)
    assert not is_worse("build, s", 2.4, 2.0)
    assert not is_worse("build, s", 0.3, 0.15)


def test_bytes_are_held_closely() -> None:
    assert is_worse("bytes of model", 1060, 1000)
    assert not is_worse("bytes of model", 1040, 1000)


def test_a_value_of_nothing_may_not_grow() -> None:
    assert is_worse("value of statutory", 1, 0)


def test_after_the_first_stage_that_differs_values_are_not_judged() -> None:
    now = {"value of statutory": 0.0, "value of coverage": 2.0, "value of cost": 900.0}
    before = {"value of statutory": 0.0, "value of coverage": 4.0, "value of cost": 500.0}

    assert [worse for *_, worse in compared(now, before)] == [False, False, False]
    assert [worse for *_, worse in compared(before, now)] == [False, True, False]


def test_lines_become_figures() -> None:
    lines = [
        {"seconds": 0.4, "plan": {"groups": []}},
        {"seconds": 0.9, "plan": {"groups": [1]}},
        {"seconds": 1.0, "stage": "cost", "value": 300, "bound": 150},
        {"seconds": 2.0, "stage": "cost", "value": 200, "bound": 150},
    ]

    assert told(lines) == {"first plan, s": 0.9, "value of cost": 200, "gap of cost": 0.25}


def test_rounds_are_summed_up_by_their_median() -> None:
    assert medians([{"a": 1.0}, {"a": 9.0}, {"a": 2.0}]) == {"a": 2.0}
