"""Numbers as people write them, also those that nobody would write."""

from __future__ import annotations

import pytest

from api.i18n.numbers import number


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234.5, "1\N{NO-BREAK SPACE}234,5"),
        (-0.004, "-0"),
        (1e308, "1E+308"),
        (-(10**400), "-1E+400"),
    ],
)
def test_a_number_of_any_size_is_shown(value: float, shown: str) -> None:
    assert number(value, "fi") == shown
