"""Can counts of 1–4 of others be told from all that a reader can fetch?

`python -m tests.campaigns.disclosure [--count N]`: random areas that share groups, tiny scenarios
with every feature of the tables, and pilots; each with several plans and variants, and looked at
by every municipality, every school and a viewer. It ends with 1 if a count can be told.
"""  # noqa: RUF002  (an en dash, as between two numbers in a table)

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator

from api.views.sight import sight
from scenarios.library import load
from solver.search.params import SolveParams
from solver.solve import solve
from solver.verify.report import verify
from tests.support.attack import Attacker
from tests.support.build import without
from tests.support.draw import Draw
from tests.support.every_group import judged_groups, lenient
from tests.support.fetching import readers
from tests.support.random_plans import grown_plan
from tests.support.random_shared import Fetched, family
from tests.support.strategies import tiny

PILOTS = ("riihimaki-spring", "kielisaareke-august", "tunturi-lappi-spring")
SECONDS = 15.0
TINY_EACH = 3


def main() -> int:
    asked = argparse.ArgumentParser(description="Attack what each role is shown.")
    asked.add_argument("--count", type=int, default=1000, help="random areas")
    asked.add_argument("--first", type=int, default=0, help="seed of the first")
    given = asked.parse_args()
    began = time.process_time()
    total = told = looked = 0
    for name, fetched in _families(given.first, given.count):
        for principal in readers(fetched[0].scenario):
            if any(sight(principal, one.scenario).whole for one in fetched):
                continue
            attacker = Attacker(principal, fetched)
            pinned = attacker.pinned()
            looked += 1
            total += attacker.small
            told += len({(one.need, one.count) for one in pinned})
            if pinned:
                who = principal.school or principal.municipality or "viewer"
                print(f"{name}, {principal.role} {who}: {pinned}", flush=True)
    seconds = time.process_time() - began
    print(f"{looked} readers, {total} small counts of others, {told} told; {seconds:.0f} s of CPU")
    return 1 if told else 0


def _families(first: int, count: int) -> Iterator[tuple[str, list[Fetched]]]:
    for seed in range(first, first + count):
        yield f"area {seed}", family(seed)
        if seed % TINY_EACH == 0 and (found := _tiny(seed)):
            yield f"tiny {seed}", found
    for name in PILOTS:
        yield name, _pilot(name)


def _tiny(seed: int) -> list[Fetched]:
    """Plans of a scenario with whatever a table may hold, and of one need less."""
    scenario = tiny(seed)
    mild = lenient(scenario)
    groups = [group for group, broken in judged_groups(mild) if not broken]
    draw = Draw(f"disclosure {seed}")
    plans = [grown_plan(draw, scenario, groups) for _ in range(2)]
    return [Fetched(scenario, one) for one in plans if not verify(scenario, one)]


def _pilot(name: str) -> list[Fetched]:
    """Its plan, and that of the scenario without its first need."""
    scenario = load(name)
    fewer = without(scenario, scenario.needs[0].need)
    found = []
    for one in (scenario, fewer):
        plan = solve(one, SolveParams(seconds=SECONDS, workers=1)).plan
        if plan is None:
            raise LookupError(f"no plan of {name} within {SECONDS} s")
        found.append(Fetched(one, plan))
    return found


if __name__ == "__main__":
    sys.exit(main())
