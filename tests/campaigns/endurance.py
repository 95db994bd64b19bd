"""Many solves of a small scenario through one service: nothing may grow but the database.

    python -m tests.campaigns.endurance --solves 1000 [--database sqlite|postgresql]

Memory, open files and threads of every process are read each second. The first fifth of the
solves is warming up; a line is laid through the rest. Memory counts as flat where the line rises
by less than 8 MB in 1,000 solves, files and threads where they never exceed what they had after
warming up by more than a few.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any

from sqlalchemy import func, select, text

from api.store.schema import jobs
from api.store.states import ENDS, State
from scenarios.generate import generate
from tests.campaigns.figures import MEGABYTE, Sampler, line_through
from tests.campaigns.handing_in import Office
from tests.support.served import Served, on_trial

WARMING_UP = 0.2
MOST_GROWTH = 8.0
MORE_FILES, MORE_THREADS = 8, 4
AHEAD = 6
PAUSE = 0.1
LONGEST_WAIT = 60.0


def run(service: Served, solves: int) -> dict[str, Any]:
    """Solve so many times, a few handed in ahead; what was used."""
    office = Office(service.client)
    small = office.hand_in(generate("kielisaareke", needs=4, seed=1))
    began, size_before = time.monotonic(), _size(service)
    sampler = Sampler(service.processes)
    try:
        handed_in, done, last = 0, 0, time.monotonic()
        while done < solves:
            while handed_in < min(solves, done + AHEAD):
                office.solve(small, {"seconds": 5.0, "workers": 1, "seed": handed_in})
                handed_in += 1
            time.sleep(PAUSE)
            ended = _ended(service)
            last = time.monotonic() if ended > done else last
            if time.monotonic() - last > LONGEST_WAIT:
                raise TimeoutError(f"{done} of {solves} solves, and no more")
            done = ended
            sampler.progress = float(done)
    finally:
        sampler.close()
    seconds = time.monotonic() - began
    processes = {name: _grown(samples, solves) for name, samples in sampler.samples.items()}
    with service.store.read() as connection:
        completed = select(func.count()).where(jobs.c.state == State.COMPLETED)
        good = connection.execute(completed).scalar_one()
    return {
        "solves": solves,
        "completed": good,
        "seconds": round(seconds, 1),
        "solves_a_second": round(solves / seconds, 2),
        "database_bytes_a_solve": round((_size(service) - size_before) / solves),
        "processes": processes,
        "faults": [
            *office.faults,
            *([] if good == solves else [f"{solves - good} did not complete"]),
            *(f"{name}: {fault}" for name, found in processes.items() for fault in _faults(found)),
        ],
    }


def _ended(service: Served) -> int:
    with service.store.read() as connection:
        asked = select(func.count()).where(jobs.c.state.in_(ENDS))
        return int(connection.execute(asked).scalar_one())


def _size(service: Served) -> int:
    if service.postgres is not None:
        with service.store.read() as connection:
            asked = text("SELECT pg_database_size(current_database())")
            return int(connection.execute(asked).scalar_one())
    return sum(path.stat().st_size for path in service.folder.glob("etalukkari.db*"))


def _grown(samples: list[tuple[float, Any]], solves: int) -> dict[str, Any]:
    warm = [(done, used) for done, used in samples if done >= WARMING_UP * solves]
    line = line_through([(done, used.memory / MEGABYTE) for done, used in warm])
    return {
        "memory_mb_first": round(samples[0][1].memory / MEGABYTE, 1),
        "memory_mb_warm": round(warm[0][1].memory / MEGABYTE, 1),
        "memory_mb_last": round(warm[-1][1].memory / MEGABYTE, 1),
        "memory_mb_in_1000_solves": round(line.slope * 1000, 2),
        "files_warm": warm[0][1].files,
        "files_most": max(used.files for _, used in warm),
        "threads_warm": warm[0][1].threads,
        "threads_most": max(used.threads for _, used in warm),
        "cpu_seconds_a_solve": round(warm[-1][1].seconds / solves, 3),
    }


def _faults(found: dict[str, Any]) -> list[str]:
    faults = []
    if found["memory_mb_in_1000_solves"] > MOST_GROWTH:
        faults.append(f"memory grows {found['memory_mb_in_1000_solves']} MB in 1,000 solves")
    if found["files_most"] > found["files_warm"] + MORE_FILES:
        faults.append(f"open files grew to {found['files_most']}")
    if found["threads_most"] > found["threads_warm"] + MORE_THREADS:
        faults.append(f"threads grew to {found['threads_most']}")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--solves", type=int, default=1000)
    asked = parser.parse_args()
    with on_trial("endurance", asked.database, at_once=2, workers=2) as service:
        found = {"database": asked.database, **run(service, asked.solves)}
    print(json.dumps(found, indent=2))
    return 1 if found["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
