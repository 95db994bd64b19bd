"""`python -m api.reader`: what somebody sent is read here, where it can do no harm.

The first line of standard input is `{"what": "scenario", "name": "needs.xlsx", "megabytes": 1024,
"seconds": 30}`, the rest is the file; with `"what": "edits"` the rest is the JSON object
`{"scenario": …, "edits": […]}`. The answer is one JSON object: `scenario` in its normal form or
null, `findings`, `rows` (numbers of the file's municipalities by their place in the normal form)
and, of edits, `gone`.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Callable
from typing import Any

from scenarios.files import Reading, read_bytes
from scenarios.findings import Finding
from scenarios.scenario import Scenario
from scenarios.variants import Edit, apply

MEGABYTE = 2**20
KINDER_THAN_THE_SERVICE = 5
MUNICIPALITIES = "municipalities"

Header = dict[str, Any]


def main() -> None:
    """Read standard input and answer."""
    header: Header = json.loads(sys.stdin.buffer.readline())
    bound(int(header["megabytes"]), int(header["seconds"]))
    answer = READERS[header["what"]](sys.stdin.buffer.read(), header)
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, allow_nan=False))


def bound(megabytes: int, seconds: int | None = None) -> None:
    """Take no more memory and time than that, and let the service go first."""
    # Neither is there on every system; the parent ends what takes too long on all of them.
    with contextlib.suppress(ImportError, AttributeError):
        import resource

        memory = megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        if seconds is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        os.nice(KINDER_THAN_THE_SERVICE)


def _scenario(body: bytes, header: Header) -> dict[str, Any]:
    reading = read_bytes(body, header["name"])
    return {
        "scenario": reading.scenario and reading.scenario.normal_form(),
        "findings": _plain(reading.findings),
        "rows": municipality_rows(reading),
    }


def municipality_rows(reading: Reading) -> dict[str, int]:
    """Row in the file of each municipality, by its place in the normal form from 0."""
    return {
        str(position): row
        for (table, position), row in reading.rows.items()
        if table == MUNICIPALITIES
    }


def _edits(body: bytes, header: Header) -> dict[str, Any]:
    del header
    given = json.loads(body)
    tables = {name: rows for name, rows in given["scenario"].items() if name != "schema_version"}
    edits = [Edit.model_validate(one) for one in given["edits"]]
    applied = apply(Scenario.model_validate(tables), edits)
    return {
        "scenario": applied.scenario and applied.scenario.normal_form(),
        "findings": _plain(applied.findings),
        "rows": {},
        "gone": dict(applied.gone),
    }


def _plain(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    return [one.model_dump(mode="json") for one in findings]


READERS: dict[str, Callable[[bytes, Header], dict[str, Any]]] = {
    "scenario": _scenario,
    "edits": _edits,
}


if __name__ == "__main__":
    main()
