"""What a race looks like over time, as small pictures that are the same each time."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FormatStrFormatter, NullLocator

from bench.race_tables import OURS, RACED, counted

mpl.use("svg")
# Words stay words, ids come from the content, and no date is written: the same results make the
# same file.
STYLE: Any = {
    "svg.hashsalt": "etalukkari",
    "svg.fonttype": "none",
    "font.size": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
COLOURS = {
    "ours": "#0b3d91",
    "greedy": "#6f9bd8",
    "practice": "#8a8a8a",
    "highs": "#2a9d5c",
    "textbook": "#d1495b",
    "timefold": "#e59500",
}
UNITS = {
    "statutory": "half pupil-lessons unserved",
    "coverage": "half pupil-lessons unserved",
    "cost": "euros a week",
    "continuity": "hundredths of a pupil-lesson",
    "fairness": "per mille",
    "convenience": "points",
}
IN_HUNDREDTHS = ("cost", "convenience")
EARLIEST = 0.1
LONG_NUMBER = re.compile(r"\d+\.\d{3,}")


def shown(stage: str, value: float) -> float:
    """A value in the unit of the picture."""
    return value / 100 if stage in IN_HUNDREDTHS else value


def pictures(results: list[dict[str, Any]], folder: Path) -> dict[str, list[str]]:
    """Draw each file that was raced; names of the pictures by file."""
    found: dict[str, list[str]] = {}
    for name in pictured({result["name"] for result in results}):
        mine = [result for result in results if result["name"] == name]
        longest = max(result["seconds"] for result in mine)
        raced = [result for result in mine if result["seconds"] == longest]
        race_picture(raced, folder / f"{name}.svg")
        found[name] = [f"{name}.svg"]
        ours = [result for result in raced if result["peer"] == OURS and result["bounds"]]
        if ours:
            bounds_picture(ours[0], folder / f"{name}-bounds.svg")
            found[name].append(f"{name}-bounds.svg")
    return found


def pictured(names: set[str]) -> list[str]:
    """Of the benchmark set only the files of normal tightness, of other files all."""
    of_the_set = re.compile(r"n\d+-")
    return sorted(n for n in names if not of_the_set.match(n) or n.endswith("-normal"))


def race_picture(results: list[dict[str, Any]], path: Path) -> None:
    """The best values of each peer over time on one file, a line for each seed."""
    with mpl.rc_context(STYLE):
        figure, axes = plt.subplots(1, len(RACED), figsize=(9, 2.6), layout="constrained")
        for index, stage in enumerate(RACED):
            for result in sorted(results, key=lambda row: (row["peer"], row["seed"])):
                better = counted(result["points"])
                moments = [moment for moment, _, _ in better]
                values = [shown(stage, found[index]) for _, found, _ in better]
                _steps(axes[index], moments, values, result)
            _label(axes[index], stage, results[0]["seconds"])
        handles = [
            Line2D([], [], color=colour, label=peer)
            for peer, colour in COLOURS.items()
            if any(result["peer"] == peer for result in results)
        ]
        figure.legend(handles=handles, loc="outside lower center", ncols=len(handles))
        _save(path)


def _steps(axes: Axes, moments: list[float], values: list[float], result: dict[str, Any]) -> None:
    """A line that keeps its last value until the time is up."""
    if moments:
        axes.step(
            [*(max(EARLIEST, moment) for moment in moments), result["seconds"]],
            [*values, values[-1]],
            where="post",
            color=COLOURS[result["peer"]],
            linewidth=1,
        )


def bounds_picture(result: dict[str, Any], path: Path) -> None:
    """Value and bound of each stage of one of our runs over time."""
    told: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in result["bounds"]:
        told[line["stage"]].append(line)
    with mpl.rc_context(STYLE):
        figure, grid = plt.subplots(
            1, max(1, len(told)), figsize=(9, 2.4), layout="constrained", squeeze=False
        )
        for axes, (stage, lines) in zip(grid[0], told.items(), strict=False):
            values = [(line["seconds"], line["value"]) for line in lines]
            if stage in RACED:
                place = RACED.index(stage)
                values = [(moment, found[place]) for moment, found, _ in counted(result["points"])]
            bounds = [(line["seconds"], line["bound"]) for line in lines]
            for what, style, series in (("value", "-", values), ("bound", "--", bounds)):
                kept = [amount for _, amount in series]
                axes.step(
                    [*(max(EARLIEST, moment) for moment, _ in series), result["seconds"]],
                    [shown(stage, amount) for amount in (*kept, kept[-1] if kept else math.nan)],
                    style,
                    where="post",
                    color=COLOURS[OURS],
                    linewidth=1,
                    label=what,
                )
            _label(axes, stage, result["seconds"])
        handles, labels = grid[0][0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=2)
        _save(path)


def _label(axes: Axes, stage: str, seconds: float) -> None:
    axes.set_xscale("log")
    axes.set_xlim(EARLIEST, seconds)
    axes.xaxis.set_major_formatter(FormatStrFormatter("%g"))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlabel("seconds")
    axes.set_title(f"{stage}\n{UNITS[stage]}", fontsize=8)
    axes.set_ylim(0, max(1, axes.get_ylim()[1]))


def _save(path: Path) -> None:
    """Write the picture, hundredths of a point being fine enough to look at."""
    path.parent.mkdir(parents=True, exist_ok=True)
    plt.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    plt.close()
    text = path.read_text(encoding="utf-8")
    short = LONG_NUMBER.sub(lambda found: f"{float(found[0]):.2f}", text)
    path.write_text(
        "\n".join(line.rstrip() for line in short.splitlines()) + "\n", encoding="utf-8"
    )
