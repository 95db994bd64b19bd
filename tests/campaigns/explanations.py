"""Why needs are unserved, asked of many plans and proved a second time.

    python -m tests.campaigns.explanations --count 200 [--first 0] [--seed 1]

Plans of the library scenarios, then of generated ones, are solved in a few seconds each and kept
under `.cache/explanations`. Every unserved need must have a reason. Of a sample, each conflict is
proved again by a model that shares nothing with the search for it but the rules, and each help is
applied: its plan must pass the verifier and serve the need and all served before.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

from ortools.sat.python import cp_model

from bench.child import ROOT
from bench.library import Limits, solved
from scenarios.generate import PILOTS, Season, generate
from scenarios.library import load, names
from scenarios.needs import Need, PinKind
from scenarios.scenario import Scenario
from scenarios.variants import apply
from solver.candidates.candidates import candidates
from solver.candidates.parts import given_to
from solver.explain.conflict import Conflict, conflict, with_lifted
from solver.explain.help import Help, help_for
from solver.explain.limits import Limit, limits
from solver.explain.price import price_of
from solver.explain.shortage import FITS, reasons
from solver.model.build import PlanModel
from solver.plan import Plan
from solver.verify.report import verify

KEPT = ROOT / ".cache" / "explanations"
SECONDS_TO_PLAN, SECONDS_TO_PROVE = 5.0, 120.0
OTHER_SEED = 20261122


class Case(NamedTuple):
    """An unserved need of a plan."""

    where: str
    scenario: Scenario
    plan: Plan
    need: Need


class Verdict(NamedTuple):
    """What became of one case; `proofs` by how they ended."""

    case: Case
    reason: str
    conflict: Conflict | None
    proofs: tuple[str, ...]
    offers: int
    place: str
    seconds: float
    faults: tuple[str, ...]


def planned(scenario: Scenario, folder: Path = KEPT, seconds: float = SECONDS_TO_PLAN) -> Plan:
    """A plan of the scenario, from an earlier run if there was one."""
    file = folder / f"{scenario.content_hash}.json"
    if not file.exists():
        plan = solved(scenario, Limits(seconds, workers=1, seed=1)).plan
        assert plan is not None
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(plan.model_dump_json(), encoding="utf-8")
    plan = Plan.model_validate_json(file.read_text(encoding="utf-8"))
    assert verify(scenario, plan) == ()
    return plan


def scenarios() -> Iterator[tuple[str, Scenario]]:
    """The library, then generated scenarios without end."""
    yield from ((name, load(name)) for name in names())
    for seed in count(2):
        for pilot in PILOTS:
            for season in Season:
                yield f"{pilot}-{season}-{seed}", generate(pilot, season, "tight", seed)


def cases(most: int, seed: int) -> tuple[list[Case], Counter[str], list[str]]:
    """So many unserved needs, in an order drawn; all reasons; needs without one."""
    found: list[Case] = []
    told: Counter[str] = Counter()
    missing: list[str] = []
    library = len(names())
    for number, (where, scenario) in enumerate(scenarios()):
        if number >= library and len(found) >= most:
            break
        plan = planned(scenario)
        reason = reasons(scenario, plan)
        told.update(one.code for one in reason.values())
        missing += [f"{where} {name}" for name in plan.unserved if name not in reason]
        found += [Case(where, scenario, plan, scenario.need_of[name]) for name in plan.unserved]
    Random(seed).shuffle(found)
    return found[:most], told, missing


def tried(case: Case) -> Verdict:
    """One need explained, and all that is said of it checked."""
    began = time.perf_counter()
    scenario, plan, need = case.scenario, case.plan, case.need
    counted = reasons(scenario, plan)
    reason = counted[need.need].code
    found = None if reason in FITS else conflict(scenario, plan, need)
    others = [name for name, one in counted.items() if one.code not in FITS]
    offers = help_for(scenario, plan, need, found, others) if found else ()
    sets = (found, *found.further) if found else ()
    proofs = tuple(
        proved_again(scenario, need, sets[: place + 1])
        for place, one in enumerate(sets)
        if one.limits
    )
    faults = [
        f"conflict {number}: {proof}" for number, proof in enumerate(proofs) if proof == "possible"
    ]
    faults += [fault for offer in offers for fault in faults_of(case, offer)]
    price = None if found else price_of(scenario, plan, need)
    if price is not None:
        faults += faults_of_plan(case, scenario, price.plan, price.code)
    seconds = time.perf_counter() - began
    place = price.code if price else ""
    return Verdict(case, reason, found, proofs, len(offers), place, seconds, tuple(faults))


def proved_again(scenario: Scenario, need: Need, sets: tuple[Conflict, ...]) -> str:
    """Whether the last of the sets stands with every other limit lifted: `impossible` if so.

    All needs that its teachers could teach may be served or not, none of the reductions is made,
    and CP-SAT runs as it comes, with another seed.
    """
    kept = [_said(one) for one in sets[-1].limits]
    others = {one.need for found in sets for one in found.limits if one.need}
    known = limits(scenario, need, scenario.teacher_of, others)
    listed = [*known, *(one for found in sets[:-1] for one in found.limits)]
    lifted = [one for one in listed if _said(one) not in kept]
    edited = with_lifted(_unlocked(scenario), lifted)
    if edited is None:
        return "not a scenario"
    served = {need.need, *(one.need for one in sets[-1].limits if one.need)}
    every = candidates(edited)
    teachers = {teacher for name in served for teacher in every.teachers_of[name]}
    taught = {pair: slots for pair, slots in every.slots.items() if pair[1] in teachers}
    asked = given_to(every.keeping(taught), {*served, *(name for name, _ in taught)})
    model = PlanModel(asked)
    for name in served:
        model.cp.add(model.variables.served(name) == 1)
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = OTHER_SEED
    solver.parameters.max_time_in_seconds = SECONDS_TO_PROVE
    status = solver.solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return "impossible"
    return "open" if status == cp_model.UNKNOWN else "possible"


def _said(limit: Limit) -> tuple[str, tuple[str, ...], str]:
    return limit.code, limit.subjects, str(limit.numbers)


def _unlocked(scenario: Scenario) -> Scenario:
    """Nobody must be served but those asked about; to ask for less proves more."""
    return scenario.replace(
        pins=tuple(
            pin.model_copy(update={"kind": PinKind.MUST}) if pin.kind is PinKind.LOCKED else pin
            for pin in scenario.pins
        )
    )


def faults_of(case: Case, offer: Help) -> Iterator[str]:
    """What is wrong with a help once it is applied."""
    said = ", ".join(change.code for change in offer.changes)
    edited = apply(case.scenario, offer.edits).scenario
    if edited is None:
        yield f"{said}: the edits are refused"
        return
    if set(offer.plan.group_of) != {*case.plan.group_of, *offer.served}:
        yield f"{said}: its plan serves others than it says"
    yield from faults_of_plan(case, edited, offer.plan, said)


def faults_of_plan(case: Case, scenario: Scenario, plan: Plan, said: str) -> Iterator[str]:
    """What is wrong with a plan that is to serve the need and all served before."""
    if broken := verify(scenario, plan):
        yield f"{said}: {broken[0].code} is broken"
    if lost := {*case.plan.group_of, case.need.need} - set(plan.group_of):
        yield f"{said}: {sorted(lost)} are not served"


def line(number: int, verdict: Verdict) -> str:
    """One line for the person who waits."""
    found = verdict.conflict
    size = (
        verdict.place or "open"
        if found is None
        else f"{len(found.limits)}+{len(found.further)} limits"
    )
    words = [
        f"{number:4} {verdict.case.where} {verdict.case.need.need}",
        verdict.reason,
        size,
        ",".join(verdict.proofs) or "-",
        f"{verdict.offers} helps",
        f"{verdict.seconds:.1f} s",
        *verdict.faults,
    ]
    return "  ".join(words)


def report(verdicts: list[Verdict], told: Counter[str], missing: list[str]) -> str:
    """The figures of a campaign."""
    proofs = Counter(proof for verdict in verdicts for proof in verdict.proofs)
    found = [verdict.conflict for verdict in verdicts if verdict.conflict]
    smallest = sum(one.smallest for one in found)
    helped = sum(verdict.offers > 0 for verdict in verdicts)
    times = sorted(verdict.seconds for verdict in verdicts)
    lines = [
        f"{told.total()} unserved needs, {len(missing)} without a reason: {dict(told)}",
        f"{len(verdicts)} explained; median {times[len(times) // 2]:.1f} s, most {times[-1]:.1f} s",
        f"conflicts of {len(found)} needs, {smallest} proved smallest",
        f"proved again: {dict(proofs)}",
        f"places shown by a plan: {dict(Counter(one.place for one in verdicts if one.place))}",
        f"neither: {sum(not (one.conflict or one.place) for one in verdicts)}",
        f"help for {helped} needs, {sum(verdict.offers for verdict in verdicts)} in all, applied",
        f"faults: {sum(map(len, (verdict.faults for verdict in verdicts))) + len(missing)}",
    ]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="needs to explain")
    parser.add_argument("--first", type=int, default=0, help="number of the first of them")
    parser.add_argument("--last", type=int, default=None, help="number of the first left out")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    asked, told, missing = cases(given.count, given.seed)
    verdicts = []
    for number, case in enumerate(asked[: given.last]):
        if number >= given.first:
            verdicts.append(tried(case))
            print(line(number, verdicts[-1]), flush=True)
    print(report(verdicts, told, missing))
    return 1 if missing or any(verdict.faults for verdict in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())
