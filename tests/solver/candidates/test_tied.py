"""What has something in common is found together, also by way of others."""

from solver.candidates.tied import tied


def test_by_way_of_others_and_in_the_order_of_the_first() -> None:
    in_common = {"a": ("x",), "b": ("y",), "c": ("x", "z"), "d": ("z",), "e": ("y",)}

    assert tied(in_common) == [["a", "c", "d"], ["b", "e"]]


def test_what_has_nothing_is_in_none() -> None:
    assert tied({"a": (), "b": ("x",), "c": ()}) == [["b"]]
    assert tied({}) == []
