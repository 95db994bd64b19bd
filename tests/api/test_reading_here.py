"""A small scenario in JSON is read without a program of its own, to the same end."""

from __future__ import annotations

import pytest

from api import reading
from api.reading import SMALL, is_small, read_file, read_here
from scenarios.files import written
from tests.support.build import need, world


@pytest.mark.parametrize(
    "body",
    [
        written(world(need("n1"), need("n2", school="s2")), ".json"),
        b'{"schema_version": 1, "needs": [{}]}',
        b"[" * 1000,
        b"",
    ],
)
def test_it_is_read_as_by_the_reader(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    apart = read_file(body, "scenario.json")
    monkeypatch.setattr(reading, "READER", ("no-such-program",))

    assert read_here(body, "scenario.json") == apart


@pytest.mark.parametrize(
    ("name", "size", "small"),
    [("a.json", SMALL, True), ("a.json", SMALL + 1, False), ("a.xlsx", 1, False)],
)
def test_files_that_unpack_or_are_large_are_read_apart(name: str, size: int, small: bool) -> None:
    assert is_small(b" " * size, name) is small
