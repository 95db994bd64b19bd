"""What a change has made slower or larger, in two minutes.

    python -m bench.quick [--rounds 2] [--seconds 6] [--record]

The code before it, of the revision in `baseline.json`, is laid out beside ours and both are
measured in turn on the same files within the same minutes. A clock that other programs slow down
slows both, memory and caches included, which no reference sum on the processor would answer for.
Exit code 1 if something is worse by more than its tolerance. `--record` takes the present commit
as the baseline and stores what it measured.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from bench.child import ROOT
from bench.files import CACHE, load, on_disk
from bench.machine import revision
from bench.programs import run

BASELINE = Path(__file__).with_name("baseline.json")
FILES = ("tunturi-lappi-august", "riihimaki-august", "kielisaareke-august")
SECONDS_TO_BUILD, SECONDS_TO_END = 60, 20
MIB = 2**20
SEED = 1
Figures = dict[str, float]


class Tolerance(NamedTuple):
    """How much worse a figure may be: as a ratio, and at least by so much."""

    ratio: float
    least: float


# Times are those of a shared machine; sizes are the same each time. A value or a bound is reached
# by the clock, so it swings a little with it.
TOLERANCES = {
    "build, s": Tolerance(1.25, 0.2),
    "bytes of model": Tolerance(1.05, 0),
    "first plan, s": Tolerance(1.25, 0.3),
    "memory, MiB": Tolerance(1.15, 20),
    "value": Tolerance(1.03, 0),
    "gap": Tolerance(1.0, 0.03),
    # The last stage has what time the others leave.
    "value of convenience": Tolerance(1.25, 0),
    "gap of convenience": Tolerance(1.0, 0.15),
}


def measured(folder: Path, name: str, seconds: float) -> Figures:
    """Figures of one file with the code in a folder.

    Raises
    ------
    RuntimeError
        If the program that builds or the one that solves fails.
    """
    file = str(on_disk(load(name)))
    built = run([sys.executable, "-m", "bench.quick_model", file], SECONDS_TO_BUILD, folder)
    solve = [sys.executable, "-m", "bench.peers.ours", file, str(seconds), str(SEED)]
    solved = run(solve, seconds + SECONDS_TO_END, folder)
    for ran in (built, solved):
        if ran.ended != "done":
            raise RuntimeError(f"{name} in {folder}: {ran.ended}")
    model = json.loads(built.lines[-1])
    found = {"build, s": model["seconds"], "bytes of model": model["bytes"]}
    found["memory, MiB"] = solved.peak_bytes / MIB
    return found | told([json.loads(line) for line in solved.lines])


def told(lines: list[dict[str, Any]]) -> Figures:
    """First plan that serves anybody, last value and gap of each stage."""
    plans = [line["seconds"] for line in lines if "plan" in line and line["plan"]["groups"]]
    found = {"first plan, s": min(plans, default=math.inf)}
    for line in lines:
        if line.get("stage") is not None:
            value, bound = line["value"], line["bound"] or 0
            found[f"value of {line['stage']}"] = value
            found[f"gap of {line['stage']}"] = (value - bound) / max(1, value)
    return found


def medians(rounds: list[Figures]) -> Figures:
    """The median of each figure over the rounds."""
    return {name: median(figures[name] for figures in rounds) for name in rounds[0]}


def tolerance(figure: str) -> Tolerance:
    """What a figure may lose."""
    return TOLERANCES[figure.partition(" of ")[0] if figure not in TOLERANCES else figure]


def is_worse(figure: str, now: float, before: float) -> bool:
    """Whether a figure has grown by more than its tolerance; all are better when smaller."""
    allowed = tolerance(figure)
    return now > before * allowed.ratio and now - before > allowed.least


def compared(now: Figures, before: Figures) -> list[tuple[str, float, float, bool]]:
    """Every figure of both, and whether it is worse.

    Of the values, and of the gaps, only the first that differs counts: a stage is worked on
    within what the earlier ones reached.
    """
    rows = []
    decided: set[str] = set()
    for figure in now:
        if figure not in before:
            continue
        kind = figure.partition(" of ")[0]
        in_order = kind in ("value", "gap")
        worse = is_worse(figure, now[figure], before[figure]) and kind not in decided
        if in_order and not math.isclose(now[figure], before[figure], abs_tol=1e-9):
            decided.add(kind)
        rows.append((figure, now[figure], before[figure], worse))
    return rows


@contextmanager
def laid_out(revision_before: str) -> Iterator[Path]:
    """The code of a revision in a folder of its own."""
    CACHE.mkdir(parents=True, exist_ok=True)
    git = ["git", "-C", str(ROOT), "worktree"]
    with tempfile.TemporaryDirectory(dir=CACHE) as parent:
        folder = Path(parent) / "before"
        add = [*git, "add", "--quiet", "--detach", str(folder), revision_before]
        subprocess.run(add, check=True)
        try:
            yield folder
        finally:
            subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def compare(rounds: int, seconds: float) -> int:
    """Print every figure of both codes; 1 if any is worse."""
    before = json.loads(BASELINE.read_text(encoding="utf-8"))["revision"]
    print(f"now {revision()}, before {before}; {rounds} rounds of {seconds:g} s in turn")
    worse = 0
    with laid_out(before) as folder:
        for name in FILES:
            each = [
                (measured(ROOT, name, seconds), measured(folder, name, seconds))
                for _ in range(rounds)
            ]
            now, then = (medians([pair[side] for pair in each]) for side in (0, 1))
            for figure, one, other, is_bad in compared(now, then):
                ratio = f"{one / other:6.2f}" if other else "     –"
                print(f"{name:22} {figure:22} {one:12.3f} {other:12.3f} {ratio} {'WORSE' * is_bad}")
                worse += is_bad
    print(f"{worse} worse" if worse else "nothing is worse")
    return 1 if worse else 0


def record(rounds: int, seconds: float) -> int:
    """Measure the present commit and store it; 1 if the code has changed since."""
    if revision().endswith("+"):
        print("commit first: a baseline is a revision", file=sys.stderr)
        return 1
    figures = {
        name: medians([measured(ROOT, name, seconds) for _ in range(rounds)]) for name in FILES
    }
    rounded = {
        name: {figure: round(value, 3) for figure, value in found.items()}
        for name, found in figures.items()
    }
    stored = {"revision": revision(), "seconds": seconds, "figures": rounded}
    BASELINE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    return 0


def main() -> int:
    """Compare or record."""
    parser = argparse.ArgumentParser(prog="python -m bench.quick")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=6)
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    return (record if given.record else compare)(given.rounds, given.seconds)


if __name__ == "__main__":
    sys.exit(main())
