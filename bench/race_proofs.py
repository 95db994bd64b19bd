"""How much of our plans is proved: the gaps that our runs end with, as a table."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from bench.known import gap
from bench.race_tables import FILE, OURS, number, spread

STAGES = ("statutory", "coverage", "cost", "convenience")
HEAD = (
    "| file | needs | seconds | runs | all proved | at, s "
    "| statutory, gap % | coverage, gap % | cost, gap % | convenience, gap % |"
)


def proofs(results: list[dict[str, Any]]) -> pd.DataFrame:
    """A row for each run of ours that told its bounds.

    Columns `needs`, `name`, `seconds`, `seed`; by stage the gap in per cent, (value − bound) /
    max(1, value), no value where the run did not come to it; `at`, the seconds after which every
    stage was proved, no value where one was not.
    """
    rows = []
    for result in results:
        if result["peer"] != OURS or not result.get("bounds"):
            continue
        gaps: dict[str, float] = {}
        at = math.nan
        for line in result["bounds"]:
            gaps[line["stage"]] = 100 * gap(line["value"], line["bound"])
            proved = set(gaps) == set(STAGES) and not any(gaps.values())
            at = (line["seconds"] if math.isnan(at) else at) if proved else math.nan
        rows.append({column: result[column] for column in (*FILE, "seed")} | gaps | {"at": at})
    return pd.DataFrame(rows).reindex(columns=[*FILE, "seed", *STAGES, "at"])


def proved(results: list[dict[str, Any]]) -> str:
    """By file how many runs proved every stage and when, and the gaps, medians over the seeds."""
    lines = [HEAD, "|---" + 9 * "|---:" + "|"]
    for (needs, name, seconds), part in proofs(results).groupby(FILE, sort=True):
        gaps = " | ".join(spread(part[stage]) for stage in STAGES)
        lines.append(
            f"| {name} | {needs} | {number(seconds)} | {len(part)} | {part['at'].count()} "
            f"| {spread(part['at'])} | {gaps} |"
        )
    return "\n".join(lines)
