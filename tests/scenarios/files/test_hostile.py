"""A hostile file is refused by name, in little memory and time, without ending the program."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scenarios.files import read_bytes
from tests.scenarios.files.hostile import FILES

ROOT = Path(__file__).parents[3]
SECONDS_ALLOWED = 60


@pytest.mark.parametrize("name", FILES)
def test_hostile_file_is_refused_within_a_gigabyte(name: str) -> None:
    """In a program of its own: with an address space of 1 GiB an allocation beyond it fails."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.scenarios.files.hostile", name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS_ALLOWED,
    )

    assert run.returncode == 0, run.stderr[-2000:]
    assert FILES[name][2] in json.loads(run.stdout)["codes"]


@pytest.mark.parametrize("name", ["x.xlsx", "x.zip", "x.json"])
@pytest.mark.parametrize("data", [b"", b"PK", b"\x00", b"PK\x05\x06" + bytes(18), b"\xff" * 99])
def test_hardly_any_bytes_are_refused(name: str, data: bytes) -> None:
    reading = read_bytes(data, name)

    assert reading.scenario is None
    assert all(
        finding.place.table and finding.place.row and finding.place.column
        for finding in reading.findings
    )
