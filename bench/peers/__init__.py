"""Other ways to make the same plan, each a program of one shape.

    python -m bench.peers.NAME SCENARIO.json SECONDS SEED

Standard output holds JSON lines: `{"seconds": …, "plan": {…}}` for every improved plan, and
`{"seconds": …, "stage": …, "value": …, "bound": …}` where a bound is known. Seconds count from
the start of the program, so that starting an interpreter or a virtual machine counts too.
"""

NAMES = ("ours", "greedy", "practice", "highs", "textbook", "timefold")
