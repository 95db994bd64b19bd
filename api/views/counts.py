"""Counts of pupils as somebody may see them."""

from __future__ import annotations

from api.views.sight import Sight

SMALL = range(1, 5)
"""Counts that could point at a pupil: religion is special-category data (GDPR, article 9)."""
FEW = "1–4"  # noqa: RUF001  (an en dash, as between two numbers in a table)


def shown_count(count: int, sight: Sight) -> int | str:
    """The count, or `1–4` in its place where the reader may not know it."""
    return count if sight.whole or count not in SMALL else FEW
