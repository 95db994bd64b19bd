"""Broken files through the readers: nothing may crash, hang, or be refused without a place.

    python -m tests.campaigns.broken_files --count 10000 --seed 1

Each file is made from its number and the seed alone, so a failure is repeated by its number:
`--first 4711 --count 1`.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import NamedTuple

from scenarios.files import Reading, read, read_bytes, written
from scenarios.findings import has_errors
from scenarios.scenario import Scenario
from tests.campaigns.containers import (
    bitten_bytes,
    bitten_member,
    csv_files,
    json_text,
    workbook,
    zipped,
)
from tests.campaigns.nasty import IDENTITY_CODE
from tests.campaigns.spoil import sheets_of, spoiled

SECONDS_ALLOWED = 10


class BrokenFile(NamedTuple):
    """A file, or a folder where `folder` holds its files."""

    name: str
    data: bytes
    folder: dict[str, bytes] | None = None


class Verdict(NamedTuple):
    """What became of one file."""

    number: int
    kind: str
    outcome: str
    seconds: float
    codes: tuple[str, ...]
    faults: tuple[str, ...]


def base_scenarios() -> list[Scenario]:
    """The example, and a tiny scenario with other features."""
    from tests.support.strategies import tiny

    example = files("scenarios.files").joinpath("example.json").read_bytes()
    scenario = read_bytes(example, "example.json").scenario
    assert scenario is not None
    return [scenario, tiny(1)]


def broken_file(bases: list[Scenario], seed: int, number: int) -> BrokenFile:
    """The file of that number."""
    random = Random(f"{seed} {number}")
    base = random.choice(bases)
    match random.choice(("cells", "cells", "cells", "bytes", "members")):
        case "cells":
            return _spoiled_tables(random, base)
        case "bytes":
            ending = random.choice((".xlsx", ".zip", ".json"))
            return BrokenFile(f"bytes{ending}", bitten_bytes(random, written(base, ending)))
        case _:
            ending = random.choice((".xlsx", ".xlsx", ".zip"))
            return BrokenFile(f"members{ending}", bitten_member(random, written(base, ending)))


def _spoiled_tables(random: Random, base: Scenario) -> BrokenFile:
    sheets = spoiled(random, sheets_of(base, random), random.choice((1, 2, 3, 8)))
    match random.randrange(4):
        case 0:
            return BrokenFile("cells.xlsx", workbook(random, sheets))
        case 1:
            return BrokenFile("cells.json", json_text(random, sheets))
        case 2:
            return BrokenFile("cells.zip", zipped(csv_files(random, sheets)))
        case _:
            return BrokenFile("folder", b"", csv_files(random, sheets))


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """`TimeoutError` in the reader if it takes longer."""

    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def tried(bases: list[Scenario], seed: int, number: int) -> Verdict:
    """One file read and judged."""
    broken = broken_file(bases, seed, number)
    started = time.perf_counter()
    try:
        with time_limit(SECONDS_ALLOWED):
            reading = _read(broken)
    except TimeoutError:
        return Verdict(number, broken.name, "hang", SECONDS_ALLOWED, (), ("hang",))
    except BaseException:
        fault = traceback.format_exc()
        return Verdict(number, broken.name, "crash", time.perf_counter() - started, (), (fault,))
    seconds = time.perf_counter() - started
    rejected = has_errors(reading.findings)
    outcome = "rejected" if rejected else "warned" if reading.findings else "accepted"
    codes = tuple(finding.code for finding in reading.findings)
    return Verdict(number, broken.name, outcome, seconds, codes, tuple(faults_of(reading)))


def _read(broken: BrokenFile) -> Reading:
    if broken.folder is None:
        return read_bytes(broken.data, broken.name)
    with tempfile.TemporaryDirectory() as folder:
        for name, content in broken.folder.items():
            (Path(folder) / name).write_bytes(content)
        return read(Path(folder))


def faults_of(reading: Reading) -> Iterator[str]:
    """What is wrong with a reading, whatever file it came from."""
    for finding in reading.findings:
        place = finding.place
        if finding.severity == "error" and not (place.table and place.row and place.column):
            yield f"error without a place: {finding}"
    said = json.dumps([finding.model_dump(mode="json") for finding in reading.findings])
    if IDENTITY_CODE.lower() in said.lower():
        yield "an identity code is repeated"
    if reading.scenario is None and not has_errors(reading.findings):
        yield "no scenario and no error"
    if reading.scenario is not None:
        again = read_bytes(written(reading.scenario, ".xlsx"), "again.xlsx").scenario
        if again != reading.scenario:
            yield "an accepted scenario is not read back as itself"


def report(verdicts: list[Verdict], seconds: float) -> str:
    """The figures of a campaign."""
    outcomes = Counter(verdict.outcome for verdict in verdicts)
    kinds = Counter(verdict.kind for verdict in verdicts)
    codes = Counter(code for verdict in verdicts for code in set(verdict.codes))
    slowest = max(verdicts, key=lambda verdict: verdict.seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [
        f"{len(verdicts)} files in {seconds:.0f} s, peak memory {peak:.0f} MiB",
        f"outcomes: {dict(outcomes.most_common())}",
        f"files: {dict(kinds.most_common())}",
        f"slowest: {slowest.seconds * 1000:.0f} ms (file {slowest.number}, {slowest.kind})",
        f"{len(codes)} different codes, in so many files: {dict(codes.most_common())}",
        f"faults: {sum(bool(verdict.faults) for verdict in verdicts)}",
    ]
    lines += [
        f"  file {verdict.number} ({verdict.kind}): {fault}"
        for verdict in verdicts
        for fault in verdict.faults[:1]
    ][:20]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    given = parser.parse_args()
    bases = base_scenarios()
    started = time.perf_counter()
    verdicts = [
        tried(bases, given.seed, number) for number in range(given.first, given.first + given.count)
    ]
    print(report(verdicts, time.perf_counter() - started))
    return 1 if any(verdict.faults for verdict in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())
