"""What a study of variants is given and what it reports."""

from __future__ import annotations

from pydantic import Field

from scenarios.variants import Edit, Variant
from solver.measure.compare import Comparison
from solver.outcome import StageResult
from solver.study.cases import Frozen

BASE = "base"


class VariantsSettings(Frozen):
    """The table `variants` of a study."""

    files: tuple[Variant, ...] = Field(default=(), description="Sheets or files of edits.")
    inline: tuple[Variant, ...] = Field(default=(), description="Edits written in the study.")


class VariantsReport(Frozen):
    """The scenario as it is, first, and its variants in the order given."""

    names: tuple[str, ...] = Field(description="Of the sides; the first is `base`.")
    edits: tuple[tuple[Edit, ...], ...] = Field(description="Of each side; the first has none.")
    stages: tuple[tuple[StageResult, ...], ...] = Field(description="Of each side.")
    comparison: Comparison
