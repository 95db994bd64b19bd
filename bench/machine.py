"""What a result was measured on: processor, memory, versions, revision of the code."""

from __future__ import annotations

import os
import platform
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.child import ROOT

PACKAGES = ("ortools", "highspy", "timefold", "pydantic")
MAKING_PLANS = ("scenarios", "solver")
GIT = ("git", "-C", str(ROOT))
GIB = 2**30


@cache
def described() -> dict[str, str]:
    """The machine and everything on it that a figure depends on."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{memory / GIB:.0f} GiB",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        **{name: _version(name) for name in PACKAGES},
        "FET": _first_line("fet-cl", "--version"),
        "Java": _first_line("java", "-version"),
        "revision": solver_revision(),
    }


def revision() -> str:
    """Short revision of the project, with a plus if code of it has changed since."""
    return _marked(_first_line(*GIT, "rev-parse", "--short", "HEAD"))


@cache
def solver_revision() -> str:
    """Short revision that last changed how plans are made, with a plus if they change now."""
    return _marked(_first_line(*GIT, "log", "-1", "--format=%h", "--", *MAKING_PLANS))


def _marked(short: str) -> str:
    changed = _first_line(*GIT, "status", "--porcelain", "-uno", "--", *MAKING_PLANS)
    return f"{short}+" if changed else short


def _processor() -> str:
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.partition(":")[2].strip() for line in told if line.startswith("model name")]
    return names[0] if names else platform.processor()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def _first_line(*command: str) -> str:
    """First line that a program writes, on either stream; nothing if it is not there."""
    try:
        told = subprocess.run(
            command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        ).stdout
    except FileNotFoundError:
        return ""
    return told.partition("\n")[0]
