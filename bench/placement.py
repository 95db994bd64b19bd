"""FET and our solver at the placement alone: groups and teachers are fixed, times are wanted.

    python -m bench.placement [--seconds 60] [--plan-seconds 30] NAME ...

The groups are those of a plan that our solver makes first. FET is given them as a file, our
solver as pins; both say when every lesson has a time, and how many have none at the end. Results
are kept for `python -m bench.race --page`. Exit code 1 if a complete placement breaks a rule.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from bench.child import events
from bench.fet_file import Placing
from bench.files import FOLDER_OF_RESULTS, load, store, stored
from bench.programs import run
from scenarios.needs import Pin, PinKind
from scenarios.scenario import Scenario
from solver.plan import Plan
from solver.verify.report import verify

WORKERS, SEED = 2, 1
SECONDS_TO_WRITE = 5
ACTIVITIES = "*_activities.xml"
MOST_PLACED = re.compile(r"reached (\d+) activities placed")
RESULTS = FOLDER_OF_RESULTS / "placement.jsonl"


def results(path: Path = RESULTS) -> list[dict[str, Any]]:
    """The latest placement of each file by each peer."""
    return list({(row["name"], row["peer"]): row for row in stored(path)}.values())


class Placed(NamedTuple):
    """How a placement went; `seconds` is none if it is not complete."""

    seconds: float | None
    unplaced: int
    broken: tuple[str, ...]


def plan_of_ours(scenario: Scenario, seconds: float) -> Plan:
    """The last plan that our solver makes.

    Raises
    ------
    RuntimeError
        If it makes none.
    """
    params = {"seconds": seconds, "workers": WORKERS, "seed": SEED}
    with closing(events(scenario.normal_form(), params)) as said:
        for event in said:
            if event["event"] == "outcome" and event["outcome"]["plan"]:
                return Plan.model_validate(event["outcome"]["plan"])
    raise RuntimeError("the solver made no plan")


def by_fet(scenario: Scenario, plan: Plan, seconds: float) -> Placed:
    """Times by FET, which is told to end because it does not end by itself."""
    placing = Placing(scenario, plan)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "placing.fet"
        ET.ElementTree(placing.document()).write(file, encoding="UTF-8", xml_declaration=True)
        fet = ["fet-cl", f"--inputfile={file}", f"--outputdir={folder}", "--htmllevel=0"]
        limit = ["timeout", "--signal=TERM", str(seconds)]
        ran = run([*limit, *fet], seconds + SECONDS_TO_WRITE)
        found = sorted((Path(folder) / "timetables").glob(f"placing/{ACTIVITIES}"))
        if ran.ended != "done" or not found:
            return Placed(None, len(placing.activities) - _most_placed(Path(folder)), ())
        times = _times(ET.parse(found[0]).getroot())
    placed = placing.placed(times)
    broken = tuple(sorted({finding.code for finding in verify(scenario, placed)}))
    return Placed(ran.seconds, len(placing.activities) - len(times), broken)


def _times(root: ET.Element) -> dict[int, tuple[str, str]]:
    found = {}
    for row in root.iter("Activity"):
        number, day, hour = (row.findtext(name) or "" for name in ("Id", "Day", "Hour"))
        if day and hour:
            found[int(number)] = (day, hour)
    return found


def _most_placed(folder: Path) -> int:
    """How many activities FET had placed at best."""
    file = folder / "logs" / "max_placed_activities.txt"
    text = file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""
    return max(map(int, MOST_PLACED.findall(text)), default=0)


def fixed(scenario: Scenario, plan: Plan) -> Scenario:
    """The scenario in which every group of the plan must be, with its teacher."""
    pins = list(scenario.pins)
    for group in plan.groups:
        first, *others = (member.need for member in group.members)
        pins.append(Pin(need=first, teacher=group.teacher, kind=PinKind.LOCKED))
        pins += [Pin(need=need, with_need=first, kind=PinKind.LOCKED) for need in others]
    return scenario.replace(pins=pins)


def by_ours(scenario: Scenario, plan: Plan, seconds: float) -> Placed:
    """Times by our solver: the first plan of the scenario in which the groups are pinned."""
    pinned = fixed(scenario, plan)
    meetings = sum(len(group.meetings) for group in plan.groups)
    command = [sys.executable, "-m", "bench.peers.greedy"]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "scenario.json"
        file.write_text(json.dumps(pinned.normal_form()), encoding="utf-8")
        ran = run([*command, str(file), str(seconds), str(SEED)], seconds)
    if ran.ended != "done":
        return Placed(None, meetings, ())
    line = json.loads(ran.lines[-1])
    found = Plan.model_validate(line["plan"])
    broken = tuple(sorted({finding.code for finding in verify(pinned, found)}))
    return Placed(line["seconds"], 0, broken)


def main() -> int:
    """Place each scenario's groups with both."""
    parser = argparse.ArgumentParser(prog="python -m bench.placement")
    parser.add_argument("names", nargs="+")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--plan-seconds", type=float, default=30)
    given = parser.parse_args()
    if shutil.which("fet-cl") is None:
        parser.error("fet-cl is not installed: apt-get install fet")
    wrong = False
    for name in given.names:
        scenario = load(name)
        plan = plan_of_ours(scenario, given.plan_seconds)
        for peer, place in (("ours", by_ours), ("FET", by_fet)):
            placed = place(scenario, plan, given.seconds)
            wrong = wrong or bool(placed.broken)
            row = {"name": name, "needs": len(scenario.needs), "groups": len(plan.groups)}
            store(RESULTS, row | {"peer": peer, **placed._asdict()})
            print(f"{name}  {peer}  {placed}", flush=True)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
