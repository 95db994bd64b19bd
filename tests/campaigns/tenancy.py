"""Random requests of random readers against random ids: nothing of others may come back.

    python -m tests.campaigns.tenancy --requests 20000 [--database sqlite|postgresql] [--seed 1]

Every operation of the OpenAPI document is asked, so that a new route is covered by itself. Each
answer, its headers and the log are searched for markers beyond the reader's reach. A request that
names something beyond it is sent again with an invented one in its place: both answers must be
the same but for the number of the request. At the end nothing of others may have changed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from random import Random
from typing import NamedTuple

import httpx2

from api.principal import Role
from api.store.engine import Store
from tests.campaigns.figures import percentile
from tests.campaigns.tenancy_drive import Drive, invented, tells
from tests.support.applications import new_database, signed_in_application
from tests.support.logged import logged
from tests.support.tenants import Tenants, What, left_alone, planted


def in_log(log: str, tenants: Tenants) -> list[str]:
    """Markers that a log must not hold: all but ids, whoever reads it."""
    silent = [one for one in tenants.markers if one.what not in (What.ID, What.NEED)]
    return [f"the log tells {marker}" for marker in silent if tells(log, marker)]


class Timing(NamedTuple):
    """Milliseconds of one request for what is beyond and for what does not exist.

    Of each kind a tenth took less: what else the machine does makes the others slower.
    """

    path: str
    beyond: float
    invented: float

    @property
    def told_apart(self) -> bool:
        """Whether they differ by more than a fifth and half a millisecond together."""
        larger, smaller = max(self.beyond, self.invented), min(self.beyond, self.invented)
        return larger > 1.2 * smaller + 0.5


def timings(
    client: httpx2.Client,
    tenants: Tenants,
    random: Random,
    times: int,
    nouns: Sequence[str] = ("/v1/scenarios", "/v1/plans"),
) -> list[Timing]:
    """Measure, in turns, how long both kinds of answers take."""
    reader = next(one for one in tenants.readers if one.principal.role is Role.MUNICIPALITY)
    place = next(place for place in tenants.scenarios if not reader.reaches(*place))
    found = []
    for noun in nouns:
        named = (tenants.plans if noun == "/v1/plans" else tenants.scenarios)[place]
        took: dict[bool, list[float]] = {True: [], False: []}
        for number in range(2 * times):
            beyond = number % 2 == 0
            path = f"{noun}/{named if beyond else invented(named, random)}"
            began = time.perf_counter()
            client.get(path, headers=reader.headers)
            took[beyond].append(1000 * (time.perf_counter() - began))
        found.append(Timing(noun, percentile(took[True], 0.1), percentile(took[False], 0.1)))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    with ExitStack() as opened:
        address = opened.enter_context(new_database(asked.database))
        store = Store(address)
        opened.callback(store.close)
        client, settings = opened.enter_context(signed_in_application(store, address))
        log = opened.enter_context(logged(settings))
        random = Random(asked.seed)
        tenants = planted(store, random)
        found = Drive(client, tenants, random).ask(asked.requests)
        timed = timings(client, tenants, random, 300)
        faults = [*found.faults, *left_alone(store, tenants), *in_log(log.getvalue(), tenants)]
    faults += [f"told apart by time: {one}" for one in timed if one.told_apart]
    summary = {
        "database": asked.database,
        "requests": found.asked.total(),
        "operations": len(found.asked),
        "statuses": dict(sorted(found.statuses.items())),
        "compared": found.compared,
        "timings": [one._asdict() for one in timed],
        "log_characters": len(log.getvalue()),
        "seconds": round(time.monotonic() - began, 1),
        "faults": len(faults),
    }
    print("\n".join(faults[:50]))
    print(json.dumps(summary, indent=2))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
