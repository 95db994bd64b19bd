"""The page about performance: the measured part of it, written from the results."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd

from bench import race_tables
from bench.pages import put_between
from bench.race_proofs import proved
from bench.race_tables import FILE

PAGE = "performance.md"
PICTURES = "performance"
VALUES = ["first", "statutory", "coverage", "served", "cost", "reached", "memory", "dropped"]
VERDICT = (
    "| peer | runs | serves less | as much | more | cost over ours at equal service "
    "| cheaper than ours | ours as good, times sooner |"
)
HEADINGS = {
    "first": "first plan, s",
    "statutory": "duties unserved",
    "coverage": "promises unserved",
    "served": "pupil-lessons served",
    "cost": "cost, cents",
    "reached": "best at, s",
    "memory": "memory, MiB",
    "dropped": "groups dropped",
    "dearer": "cost over ours at equal service",
    "sooner": "ours as good, times sooner",
}


def write(
    results: list[dict[str, Any]],
    placements: list[dict[str, Any]],
    shown: dict[str, list[str]],
    docs: Path,
) -> None:
    """Put the tables into the page.

    Parameters
    ----------
    shown
        Names of the pictures of each file.
    """
    body = measured(results, shown)
    if placements:
        body += f"\n\n### Placement alone\n\n{placed(placements)}"
    put_between(docs / PAGE, "measured", f"{body}\n")


def measured(results: list[dict[str, Any]], shown: dict[str, list[str]]) -> str:
    """Machine, verdict, and for each file its table and pictures."""
    if not results:
        return "Nothing has been run yet."
    parts = [machine(results), verdict(results), f"### How much is proved\n\n{proved(results)}"]
    frame = race_tables.runs(results)
    beside = race_tables.against_ours(results)
    for (needs, name, seconds), part in frame.groupby(FILE, sort=True):
        parts.append(f"### {name}, {seconds:g} s\n\n{needs} needs.")
        same = beside[(beside["name"] == name) & (beside["seconds"] == seconds)]
        parts.append(markdown(joined(part, same)))
        parts += [f"![{name}]({PICTURES}/{picture})" for picture in shown.get(str(name), [])]
    return "\n\n".join(parts)


def joined(part: pd.DataFrame, beside: pd.DataFrame) -> pd.DataFrame:
    """A row for each peer on one file: its values, and how it compares with ours."""
    table = race_tables.medians(part, VALUES).droplevel([*FILE])
    if len(beside):
        compared = race_tables.medians(beside, ["dearer", "sooner"]).droplevel([*FILE])
        table = table.join(compared)
    table.insert(0, "runs", part.groupby("peer").size().astype(str))
    return table.fillna("").rename(columns=HEADINGS)


def verdict(results: list[dict[str, Any]]) -> str:
    """How often each peer serves more, as much or less, and every row that a peer wins."""
    beside = race_tables.against_ours(results)
    lines = []
    for peer, part in beside.groupby("peer", sort=True):
        counts = Counter(int(service) for service in part["service"])
        equal = part[part["service"] == 0]
        cheaper = int((equal["dearer"] < 1).sum())
        lines.append(
            f"| {peer} | {len(part)} | {counts[-1]} | {counts[0]} | {counts[1]} "
            f"| {race_tables.spread(equal['dearer'])} | {cheaper} "
            f"| {race_tables.spread(part['sooner'])} |"
        )
    return "\n".join([VERDICT, "|---" + 7 * "|---:" + "|", *lines])


def placed(placements: list[dict[str, Any]]) -> str:
    """When each peer had a time for every lesson of the same groups."""
    lines = [
        "| file | needs | groups | peer | complete at, s | lessons without a time | rules broken |"
    ]
    lines.append("|---|---:|---:|---|---:|---:|---|")
    for row in sorted(placements, key=lambda row: (row["needs"], row["name"], row["peer"])):
        seconds = "–" if row["seconds"] is None else race_tables.number(row["seconds"])
        lines.append(
            f"| {row['name']} | {row['needs']} | {row['groups']} | {row['peer']} | {seconds} "
            f"| {row['unplaced']} | {', '.join(row['broken']) or 'none'} |"
        )
    return "\n".join(lines)


def machine(results: list[dict[str, Any]]) -> str:
    """What everything was measured on, each value with all that was seen."""
    seen: dict[str, list[str]] = {}
    for result in results:
        for name, value in result["machine"].items():
            if value and value not in seen.setdefault(name, []):
                seen[name].append(value)
    return "\n".join(f"- {name}: {', '.join(values)}" for name, values in seen.items() if values)


def markdown(table: pd.DataFrame) -> str:
    """The table, the peer first and everything else to the right."""
    head = "| " + " | ".join(["peer", *table.columns]) + " |"
    rule = "|---" + "|---:" * len(table.columns) + "|"
    rows = [
        "| " + " | ".join([str(peer), *map(str, row)]) + " |"
        for peer, *row in table.itertuples(name=None)
    ]
    return "\n".join([head, rule, *rows])
