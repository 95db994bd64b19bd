"""Generate the files of the benchmark set, or write the tables of its page.

python -m bench.instances --write [NAME ...]
python -m bench.instances --page
"""

from __future__ import annotations

import argparse
import sys
import time

from bench.instances.page import write_tables
from bench.instances.recipes import RECIPES
from bench.instances.store import INDEX, index, store, store_index
from scenarios.checks import check
from scenarios.findings import Severity


def write(wanted: list[str]) -> int:
    """Generate and store; 1 if a scenario has errors, which is then not stored."""
    entries = index() if INDEX.exists() else {}
    faulty = False
    for name in wanted or list(RECIPES):
        begun = time.monotonic()
        scenario = RECIPES[name].made()
        errors = [one.code for one in check(scenario) if one.severity is Severity.ERROR]
        if errors:
            faulty = True
            print(name, "not stored:", *sorted(set(errors)), flush=True)
            continue
        entries[name] = store(name, scenario)
        store_index(entries)
        seconds = time.monotonic() - begun
        print(f"{name}  {entries[name]['bytes']} bytes  {seconds:.1f} s", flush=True)
    return int(faulty)


def main() -> int:
    """Write what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.instances")
    parser.add_argument("names", nargs="*", help="files; all if none is given")
    parser.add_argument("--write", action="store_true", help="generate the files anew")
    parser.add_argument("--page", action="store_true", help="write the tables of the page anew")
    given = parser.parse_args()
    unknown = sorted(set(given.names) - RECIPES.keys())
    if unknown:
        parser.error(f"no benchmark scenario {', '.join(unknown)}")
    code = write(given.names) if given.write else 0
    if given.page:
        write_tables()
    return code


if __name__ == "__main__":
    sys.exit(main())
