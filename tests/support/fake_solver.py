"""A child that speaks the solver's protocol and misbehaves as told: `fake_solver.py MODE LOG`.

It answers with the plan that the job gives as `previous` and keeps the job in the file LOG.
"""

import json
import os
import sys
import time


def say(**line: object) -> None:
    print(json.dumps(line), flush=True)


def stage(final: int) -> dict[str, object]:
    return {
        "name": "coverage",
        "unit": "half pupil-lessons",
        "value": final,
        "bound": 0,
        "gap": 1.0,
        "optimal": False,
        "final": final,
        "seconds": 0.1,
    }


def outcome(plan: object, final: int = 0) -> None:
    answer = {"status": "feasible", "plan": plan, "stages": [stage(final)]}
    say(event="outcome", outcome=answer)


def main(mode: str, log: str) -> int:
    job = json.loads(sys.stdin.readline())
    with open(log, "a", encoding="utf-8") as file:
        file.write(json.dumps(job) + "\n")
    again = os.path.getsize(log) > len(json.dumps(job)) + 1
    plan = job["previous"]
    print("a library that prints")
    say(event="progress", stage="coverage", value=4, bound=0, gap=1.0, seconds_left=3.0)
    if mode in ("plan-crash", "plan-deaf", "plan-crash-once"):
        say(event="plan", plan=plan)
    if mode in ("plan-deaf", "deaf"):
        time.sleep(60)
    if mode in ("crash", "plan-crash") or (mode.endswith("crash-once") and not again):
        print("Traceback: something", file=sys.stderr)
        return 7
    if mode == "memory":
        print("terminate called after throwing an instance of 'std::bad_alloc'", file=sys.stderr)
        os.abort()
    if mode == "until-stop":
        assert sys.stdin.readline() == "stop\n"
    outcome(plan, final=5 if mode == "lie" else 0)
    if mode == "lingers":
        time.sleep(60)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
