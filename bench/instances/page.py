"""The tables of the page about the benchmark set: its files, and what is best known of them."""

from __future__ import annotations

from bench.child import ROOT
from bench.instances.recipes import RECIPES
from bench.instances.store import best_known, index
from bench.known import gap
from bench.pages import put_between
from scenarios.library.store import BestStage
from scenarios.rules import StageId

PAGE = ROOT / "docs" / "benchmark.md"
COLUMNS = ("needs", "municipalities", "schools", "classes", "lessons", "teachers")
STAGES = (StageId.STATUTORY, StageId.COVERAGE, StageId.COST, StageId.CONVENIENCE)


def files() -> str:
    """A line per file, in Markdown."""
    head = ["file", "areas", *("home lessons" if c == "lessons" else c for c in COLUMNS), "kB"]
    lines = [
        "| " + " | ".join(head) + " |",
        "|---|---|" + "---:|" * (len(COLUMNS) + 1),
    ]
    for name, entry in index().items():
        cells = [f"`{name}`", f"`{RECIPES[name].area}`"]
        cells += [f"{entry[column]:,}" for column in COLUMNS]
        cells.append(f"{entry['bytes'] / 1000:,.0f}")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def known() -> str:
    """A line per file of which a plan is known: value and gap of each stage, and who found it."""
    lines = [
        "| file | " + " | ".join(STAGES) + " | seconds | who |",
        "|---|" + "---:|" * (len(STAGES) + 1) + "---|",
    ]
    found = best_known()
    for name in (name for name in index() if name in found):
        stages = {stage.name: stage for stage in found[name].stages}
        cells = [_cell(stages.get(stage)) for stage in STAGES]
        lines.append(
            f"| `{name}` | {' | '.join(cells)} | {found[name].seconds:g} | {found[name].who} |"
        )
    return "\n".join(lines)


def _cell(stage: BestStage | None) -> str:
    if stage is None:
        return "–"
    share = gap(stage.value, stage.bound)
    return f"{stage.value:,} ({'proved' if stage.value == stage.bound else f'{share:.1%}'})"


def write_tables() -> None:
    """Put both tables into the page."""
    put_between(PAGE, "files", files())
    put_between(PAGE, "known", known())
