"""Fifty people at work while two solves run: how long each waits.

    python -m tests.campaigns.load --seconds 300 --clients 50 [--database sqlite|postgresql]

Each client is a planner, a principal or a viewer with a key of their own, who looks at something,
thinks for two seconds on average (exponentially distributed) and looks at the next thing; a
planner hands something in now and then and deletes it again. That is about 25 requests a second,
several times what an office of fifty does. Waiting time is from the request to the last byte of
the answer; of an event stream to its first event. Explanations, which the engine computes, are told
apart from reads. The clients run on the same two cores.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from statistics import median
from typing import Any

from sqlalchemy import func, select

from api.access.issuing import issue
from api.principal import Principal, Role
from api.store.engine import Store
from api.store.schema import jobs, plans
from api.store.states import State
from scenarios.library import load
from tests.campaigns.clients import QUESTIONS, Asked, Client, Place
from tests.campaigns.figures import MEGABYTE, Sampler, percentile
from tests.campaigns.handing_in import Office, endless
from tests.support.served import Served, on_trial, until

READS_MS, SUBMITS_MS = 200.0, 500.0
LONG = {"seconds": 3600.0, "workers": 1, "seed": 1}
SHORT = {"seconds": 3.0, "workers": 1, "seed": 1}
SOLVED = ("riihimaki-spring", "tunturi-lappi-spring", "kielisaareke-spring")
AREA = "trial"
SOLVES = 2
ROLES = (
    (Role.COORDINATOR, 0.2),
    (Role.MUNICIPALITY, 0.4),
    (Role.SCHOOL, 0.2),
    (Role.VIEWER, 0.2),
)


def issued(store: Store, role: Role, number: int) -> str:
    """A key of somebody in the area."""
    scenario = load(SOLVED[number % len(SOLVED)])
    school = scenario.schools[number % len(scenario.schools)]
    municipality = school.municipality if role in (Role.MUNICIPALITY, Role.SCHOOL) else None
    holder = Principal("", AREA, role, municipality, school.school if role is Role.SCHOOL else None)
    with store.write() as connection:
        return issue(connection, holder, f"client {number}").key


def prepared(service: Served) -> Place:
    """Scenarios with plans, and two long solves that go on."""
    service.client.headers["Authorization"] = f"Bearer {issued(service.store, Role.COORDINATOR, 0)}"
    office = Office(service.client)
    made = {name: office.hand_in(load(name)) for name in SOLVED}
    solved = {name: office.solve(scenario, SHORT) for name, scenario in made.items()}
    until(lambda: _in_state(service, State.COMPLETED) == len(solved), 120)
    hard = office.hand_in(endless())
    long = [office.solve(hard, {**LONG, "seed": seed}) for seed in range(SOLVES)]
    until(lambda: _in_state(service, State.SOLVING) == SOLVES, 120)
    return Place(
        scenarios={name: (one, solved[name]) for name, one in made.items()},
        running=long,
        document=service.client.get("/v1/openapi.json").json(),
    )


def _in_state(service: Served, state: State) -> int:
    with service.store.read() as connection:
        asked = select(func.count()).where(jobs.c.state == state)
        return int(connection.execute(asked).scalar_one())


async def worked(service: Served, place: Place, clients: int, seconds: float) -> list[Asked]:
    """Every request of all clients."""
    roles = [role for role, share in ROLES for _ in range(round(share * clients))]
    keys = [issued(service.store, role, number) for number, role in enumerate(roles, start=1)]
    people = [
        Client(service.url, key, role, number, place)
        for number, (key, role) in enumerate(zip(keys, roles, strict=True), start=1)
    ]
    done = await asyncio.gather(*(one.work(seconds) for one in people))
    return [asked for one in done for asked in one]


def told(asked: list[Asked]) -> dict[str, Any]:
    """Waiting times by what was asked for, and of all reads and submits."""
    groups: dict[str, list[float]] = {}
    for one in asked:
        question = one.name.removeprefix("GET ") in QUESTIONS
        kind = "questions" if question else "submits" if one.submit else "reads"
        for name in (one.name, f"all {kind}"):
            groups.setdefault(name, []).append(1000 * one.seconds)
    return {
        name: {
            "requests": len(times),
            "median_ms": round(median(times), 1),
            "p95_ms": round(percentile(times, 0.95), 1),
            "p99_ms": round(percentile(times, 0.99), 1),
            "max_ms": round(max(times), 1),
        }
        for name, times in sorted(groups.items())
    }


def run(service: Served, clients: int, seconds: float) -> dict[str, Any]:
    """Prepare, let everybody work, and say what came of it."""
    place = prepared(service)
    sampler = Sampler(service.processes)
    try:
        asked = asyncio.run(worked(service, place, clients, seconds))
    finally:
        sampler.close()
    still = _still_solving(service, place.running)
    times = told(asked)
    faults = [f"{one.name}: {one.error}" for one in asked if one.error]
    for name, most in (("all reads", READS_MS), ("all submits", SUBMITS_MS)):
        if name not in times:
            faults.append(f"no {name}")
        elif times[name]["p99_ms"] >= most:
            faults.append(f"p99 of {name} is {times[name]['p99_ms']} ms")
    if still != SOLVES:
        faults.append(f"{still} of {SOLVES} solves ran to the end of the trial")
    return {
        "clients": clients,
        "seconds": seconds,
        "requests_a_second": round(len(asked) / seconds, 1),
        "times": times,
        "processes": {name: _used(samples) for name, samples in sampler.samples.items()},
        "errors": len([one for one in asked if one.error]),
        "faults": faults[:40],
    }


def _still_solving(service: Served, running: list[str]) -> int:
    with service.store.read() as connection:
        wanted = (jobs.c.state == State.SOLVING) & jobs.c.id.in_(running) & (jobs.c.attempts == 1)
        joined = select(func.count()).select_from(jobs.join(plans, plans.c.id == jobs.c.id))
        return int(connection.execute(joined.where(wanted)).scalar_one())


def _used(samples: list[tuple[float, Any]]) -> dict[str, float]:
    first, last = samples[0][1], samples[-1][1]
    return {
        "memory_mb_before": round(first.memory / MEGABYTE, 1),
        "memory_mb_after": round(last.memory / MEGABYTE, 1),
        "threads_most": max(used.threads for _, used in samples),
        "files_most": max(used.files for _, used in samples),
        "cpu_seconds": round(last.seconds - first.seconds, 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--clients", type=int, default=50)
    asked = parser.parse_args()
    settings = {"SIGN_IN": "true"}

    def first_key(store: Store) -> None:
        issued(store, Role.COORDINATOR, 0)

    with on_trial("load", asked.database, SOLVES, SOLVES, settings, first_key) as service:
        found = {"database": asked.database, **run(service, asked.clients, asked.seconds)}
    print(json.dumps(found, indent=2))
    return 1 if found["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())
