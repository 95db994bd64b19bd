"""The table of the files on the page about the benchmark set."""

from __future__ import annotations

from bench.child import ROOT
from bench.instances.recipes import RECIPES
from bench.instances.store import index

PAGE = ROOT / "docs" / "benchmark.md"
BEGIN, END = "<!-- files -->\n", "<!-- end of files -->\n"
COLUMNS = ("needs", "municipalities", "schools", "classes", "lessons", "teachers")


def table() -> str:
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
    return "\n".join(lines) + "\n"


def with_table(text: str) -> str:
    """The page with the table between its marks written anew."""
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    return before + BEGIN + "\n" + table() + "\n" + END + after
