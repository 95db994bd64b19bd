"""Files and edits that somebody sent, read by a program of its own with little memory and time.

Whatever is in them, the answer is a scenario or findings: a crash, exhausted memory or a file
that takes too long ends the reader only.
"""

from __future__ import annotations

import json
import logging
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from api.child import program
from api.i18n.headings import FILE
from api.principal import Principal, Role
from api.reader import municipality_rows
from scenarios.files import read_bytes
from scenarios.findings import Finding, Place, has_errors
from scenarios.scenario import Scenario
from scenarios.variants import Edit

READER = program("api.reader")
WHOLE_FILE = Place(table=FILE, row=1, column="A")
_OUT_OF_MEMORY = b"MemoryError"
_log = logging.getLogger(__name__)


class Bounds(NamedTuple):
    """What the reading of one file may take."""

    megabytes: int = 1024
    seconds: int = 30


AT_ONCE = Bounds()
"""While somebody waits for the answer."""
AS_A_JOB = Bounds(megabytes=3072, seconds=240)


class Handed(NamedTuple):
    """What was handed in.

    Attributes
    ----------
    scenario
        `None` beside an error, and only then: it may be kept as it is.
    rows
        Row in the file of each municipality, by its place in the normal form from 0.
    gone
        Rows that edits took away, by table.
    """

    scenario: Scenario | None
    findings: tuple[Finding, ...]
    rows: Mapping[str, int] = {}
    gone: Mapping[str, int] = {}


def read_file(body: bytes, name: str, bounds: Bounds = AT_ONCE) -> Handed:
    """The scenario in a file; the ending of its name says what it is."""
    return _read({"what": "scenario", "name": name}, body, bounds)


def read_here(body: bytes, name: str) -> Handed:
    """The scenario in a file, read without a program of its own."""
    reading = read_bytes(body, name)
    if has_errors(reading.findings):
        return Handed(None, reading.findings)
    return Handed(reading.scenario, reading.findings, municipality_rows(reading))


def edited(scenario: Scenario, edits: Sequence[Edit], bounds: Bounds = AT_ONCE) -> Handed:
    """The scenario with the edits."""
    asked = {
        "scenario": scenario.normal_form(),
        "edits": [one.model_dump(mode="json") for one in edits],
    }
    return _read({"what": "edits"}, json.dumps(asked, ensure_ascii=False).encode(), bounds)


def owned(handed: Handed, principal: Principal) -> Handed:
    """The same, refused where a municipality hands in what is not all its own."""
    if handed.scenario is None or principal.role is not Role.MUNICIPALITY:
        return handed
    foreign = [
        Finding(
            code="municipality_not_own",
            place=Place(
                table="municipalities",
                row=handed.rows.get(str(position), position + 1),
                column="municipality",
            ),
        )
        for position, one in enumerate(handed.scenario.municipalities)
        if one.municipality != principal.municipality
    ]
    if not handed.scenario.municipalities:
        foreign = [Finding(code="municipality_missing", place=Place(table="municipalities"))]
    if not foreign:
        return handed
    return handed._replace(scenario=None, findings=(*foreign, *handed.findings))


def _read(header: dict[str, Any], body: bytes, bounds: Bounds) -> Handed:
    line = json.dumps({**header, **bounds._asdict()}).encode()
    try:
        done = subprocess.run(
            READER,
            input=line + b"\n" + body,
            capture_output=True,
            timeout=bounds.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return refused(Finding(code="upload_too_demanding", place=WHOLE_FILE))
    if done.returncode:
        # What it complained of may quote what was sent, so only the code is told.
        _log.warning("the reader of what was sent ended with exit code %d", done.returncode)
        beyond = done.returncode < 0 or _OUT_OF_MEMORY in done.stderr
        code = "upload_too_demanding" if beyond else "upload_reader_failed"
        return refused(Finding(code=code, place=WHOLE_FILE))
    return _handed(json.loads(done.stdout))


def _handed(said: dict[str, Any]) -> Handed:
    findings = tuple(Finding.model_validate(one) for one in said["findings"])
    tables = said["scenario"]
    if tables is None or has_errors(findings):
        return Handed(None, findings)
    del tables["schema_version"]
    scenario = Scenario.model_validate(tables)
    return Handed(scenario, findings, said["rows"], said.get("gone", {}))


def refused(finding: Finding) -> Handed:
    return Handed(None, (finding,))
