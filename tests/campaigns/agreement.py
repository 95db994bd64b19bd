"""Judge many random scenarios: `python -m tests.campaigns.agreement oracle --count 1000`."""

from __future__ import annotations

import argparse
import sys
import time

from tests.support.judging import (
    oracle_against_neighbourhoods,
    oracle_against_solver,
    verifier_against_model,
)

JUDGES = {
    "plans": verifier_against_model,
    "oracle": oracle_against_solver,
    "neighbourhoods": oracle_against_neighbourhoods,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=sorted(JUDGES))
    parser.add_argument("--first", type=int, default=0, help="first seed")
    parser.add_argument("--count", type=int, default=1000, help="scenarios")
    asked = parser.parse_args()
    started = time.monotonic()
    seen = right = wrong = 0
    for seed in range(asked.first, asked.first + asked.count):
        judged = JUDGES[asked.what](seed)
        seen, right = seen + judged.seen, right + judged.right
        wrong += len(judged.disagreements)
        for text in judged.disagreements:
            print(text, flush=True)
    seconds = time.monotonic() - started
    print(f"{asked.what}: {seen} judged, {right} of them with something to decide or right,")
    print(f"{wrong} disagreements, {seconds:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
