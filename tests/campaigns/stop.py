"""Stop and delete running solves: how long until they are over, and whether the plan is kept.

    python -m tests.campaigns.stop --times 20 [--database sqlite|postgresql]

Measured from sending the request until the job has ended in the database (or is gone) and no
solver process is left.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from random import Random
from statistics import median
from typing import Any

from sqlalchemy import func, select

from api.store.schema import jobs, plan_steps, plans
from api.store.states import ENDS, State
from tests.campaigns.handing_in import Office, endless
from tests.campaigns.judged_jobs import judge
from tests.support.served import Served, on_trial, until

MOST_SECONDS = 2.0
LONG = {"seconds": 600.0, "workers": 1, "seed": 1}
PATIENCE = 120.0


def run(service: Served, times: int, random: Random) -> dict[str, Any]:
    """Stop so many solves and delete so many; the seconds each took."""
    office = Office(service.client)
    scenario = office.hand_in(endless())
    took: dict[str, list[float]] = {"stop": [], "delete": []}
    faults: list[str] = []
    for number in range(2 * times):
        act = ("stop", "delete")[number % 2]
        job = office.solve(scenario, LONG)
        until(lambda job=job: _steps(service, job) > 0, PATIENCE)
        time.sleep(random.uniform(0, 1.5))
        kept = _steps(service, job)
        began = time.monotonic()
        office.stop(job) if act == "stop" else office.delete(job)
        until(lambda job=job: _over(service, job), PATIENCE, 0.02)
        until(lambda: not service.solvers(), PATIENCE, 0.02)
        took[act].append(round(time.monotonic() - began, 3))
        if act == "stop":
            faults += _of_stopped(service, job, kept)
    faults += judge(service.store, office.accepted, office.deleted).faults + office.faults
    for act, seconds in took.items():
        faults += [f"{act} took {one} s" for one in seconds if one > MOST_SECONDS]
    return {
        **{
            act: {"times": len(all_of), "median": median(all_of), "max": max(all_of)}
            for act, all_of in took.items()
        },
        "faults": faults,
    }


def _steps(service: Served, job: str) -> int:
    with service.store.read() as connection:
        asked = select(func.count()).where(plan_steps.c.plan == job)
        return int(connection.execute(asked).scalar_one())


def _over(service: Served, job: str) -> bool:
    with service.store.read() as connection:
        state = connection.execute(select(jobs.c.state).where(jobs.c.id == job)).scalar()
    return state is None or state in ENDS


def _of_stopped(service: Served, job: str, kept: int) -> list[str]:
    with service.store.read() as connection:
        state = connection.execute(select(jobs.c.state).where(jobs.c.id == job)).scalar_one()
        plan = connection.execute(select(plans).where(plans.c.id == job)).one()
    faults = [] if state == State.STOPPED else [f"{job}: was stopped and is {state}"]
    if plan.hash is None or _steps(service, job) < kept:
        faults.append(f"{job}: its plan is gone")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--times", type=int, default=20)
    asked = parser.parse_args()
    with on_trial("stop", asked.database, at_once=1) as service:
        found = {"database": asked.database, **run(service, asked.times, Random(1))}
    print(json.dumps(found, indent=2))
    return 1 if found["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
