"""What the runs of a race say, as tables."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

OURS = "ours"
RACED = ("statutory", "coverage", "cost")
SERVICE = ("statutory", "coverage")
FILE = ["needs", "name", "seconds"]
Values = tuple[int, ...]


def counted(points: Iterable[dict[str, Any]]) -> list[tuple[float, Values, dict[str, Any]]]:
    """Moment, values and point of each plan that is better than all before it.

    Better is smaller in the first stage in which two plans differ; a plan that breaks a rule
    even after its repair counts for nothing.
    """
    found: list[tuple[float, Values, dict[str, Any]]] = []
    for point in points:
        values = tuple(point["values"][stage] for stage in RACED)
        if not point["broken"] and (not found or values < found[-1][1]):
            found.append((point["seconds"], values, point))
    return found


def runs(results: list[dict[str, Any]]) -> pd.DataFrame:
    """A row for each run: what its best plan is worth, and when it was there.

    Columns `needs`, `name`, `seconds`, `seed`, `peer`; `first` and `reached` in seconds, `served`
    in pupil-lessons, the stages in their units, `dropped` groups, `memory` in MiB; no values
    where there was no plan.
    """
    rows = []
    for result in results:
        better = counted(result["points"])
        row = {column: result[column] for column in (*FILE, "seed", "peer")}
        row |= {"memory": result["peak_mib"], "plan": bool(better)}
        if better:
            seconds, values, point = better[-1]
            some = [moment for moment, _, found in better if found["served"]]
            row |= dict(zip(RACED, values, strict=True))
            row |= {
                "first": min(some, default=math.nan),
                "reached": seconds,
                "served": point["served"],
                "dropped": point["dropped"],
            }
        rows.append(row)
    columns = [*FILE, "seed", "peer", "first", "reached", "served", *RACED, "dropped", "memory"]
    return pd.DataFrame(rows).reindex(columns=[*columns, "plan"])


def against_ours(results: list[dict[str, Any]]) -> pd.DataFrame:
    """A row for each run of a peer beside ours of the same file, seconds and seed.

    Columns as in `runs`, and: `service` -1, 0 or 1 as the peer serves less, as much or more of
    duties and promises; `dearer`, its cost over ours at equal service; `sooner`, how many times
    sooner we have a plan as good as its best, 0 if we never have.
    """
    key = ["scenario", "seconds", "seed"]
    ours = {tuple(r[k] for k in key): counted(r["points"]) for r in results if r["peer"] == OURS}
    rows = []
    for result in results:
        beside = ours.get(tuple(result[k] for k in key))
        theirs = counted(result["points"])
        if result["peer"] == OURS or not beside:
            continue
        row = {column: result[column] for column in (*FILE, "seed", "peer")}
        rows.append(row | _compared(theirs, beside))
    columns = [*FILE, "seed", "peer", "service", "dearer", "sooner"]
    return pd.DataFrame(rows).reindex(columns=columns)


def _compared(
    theirs: list[tuple[float, Values, dict[str, Any]]],
    ours: list[tuple[float, Values, dict[str, Any]]],
) -> dict[str, float]:
    if not theirs:
        return {"service": -1, "dearer": math.nan, "sooner": math.nan}
    reached, values, _ = theirs[-1]
    best = ours[-1][1]
    served, mine = values[: len(SERVICE)], best[: len(SERVICE)]
    as_good = [moment for moment, found, _ in ours if found <= values]
    return {
        "service": (served < mine) - (served > mine),
        "dearer": values[-1] / best[-1] if served == mine and best[-1] else math.nan,
        "sooner": reached / as_good[0] if as_good else 0.0,
    }


def medians(frame: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """By file and peer the median of each column over the seeds, least and most in brackets."""
    grouped = frame.groupby([*FILE, "peer"], sort=True)
    return pd.DataFrame({column: grouped[column].apply(spread) for column in columns})


def spread(values: pd.Series[float]) -> str:
    """Median, and if the values differ the least and the most of them."""
    known = values.dropna()
    if known.empty:
        return "–"
    low, middle, high = (number(value) for value in (known.min(), known.median(), known.max()))
    return middle if low == high else f"{middle} ({low}–{high})"


def number(value: float) -> str:
    """With the digits that matter."""
    if value >= 100 or value == round(value):
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
