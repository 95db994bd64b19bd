"""A child that finds one better plan after the other: `slow_solver.py PLANS LOG SECONDS [MODE]`.

PLANS holds a JSON list of plans, worst first. It goes on after the one that it is given to start
from, tells one every SECONDS and ends with the last one, or at once when it is told to stop. What
it was started with is added to the file LOG: the number of the first plan it tells, and its own
process id. With MODE `faulty` it is killed before any plan the first three times, and then ends
without an answer after its first plan where it was asked to use more than one worker.
"""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path


def say(**line: object) -> None:
    print(json.dumps(line), flush=True)


def main(plans: str, log: str, seconds: str, mode: str = "") -> int:
    known = json.loads(Path(plans).read_text("utf-8"))
    job = json.loads(sys.stdin.readline())
    start = job.get("start")
    first = 0 if start is None else known.index(start) + 1
    with open(log, "a", encoding="utf-8") as file:
        file.write(
            json.dumps({"first": first, "pid": os.getpid(), "nice": os.nice(0), **job["params"]})
            + "\n"
        )
    if mode == "faulty" and len(Path(log).read_text("utf-8").splitlines()) <= 3:
        os.kill(os.getpid(), signal.SIGKILL)
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.readline(), stop.set()), daemon=True).start()
    best = start
    for number in range(first, len(known)):
        if stop.wait(float(seconds)):
            break
        best = known[number]
        say(event="plan", plan=best)
        left = len(known) - number - 1
        say(event="progress", stage="coverage", value=left, bound=0, gap=1.0, seconds_left=left)
        if mode == "faulty" and job["params"]["workers"] > 1:
            time.sleep(float(seconds))
            return 7
    run = {
        "seed": 1,
        "workers": 1,
        "seconds_limit": 9.0,
        "seconds": 1.0,
        "strategy": "list",
        "stopped_by": "request" if stop.is_set() else "time",
        "versions": {},
    }
    outcome = {"status": "feasible" if best else "failed", "plan": best, "run": run}
    say(event="outcome", outcome=outcome)
    return 0


if __name__ == "__main__":
    # The thread that reads still waits; an ordinary exit would take its lock away and abort.
    code = main(*sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)
