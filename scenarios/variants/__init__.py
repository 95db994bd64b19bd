"""Variants: a scenario made from another by named edits that are stored, stacked and undone."""

from __future__ import annotations

from scenarios.variants.applying import Applied, apply
from scenarios.variants.between import between
from scenarios.variants.edits import Edit, EditKind, Variant

__all__ = ["Applied", "Edit", "EditKind", "Variant", "apply", "between"]
