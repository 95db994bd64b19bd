"""Read what a command is given; everything wrong with it is reported at once."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.cli.refusals import Exit, Refused, bad_input
from api.cli.terminal import Terminal

if TYPE_CHECKING:
    from scenarios.findings import Finding
    from scenarios.scenario import Scenario
    from solver.plan import Plan

MAX_PLAN_BYTES = 64 * 2**20


def read_scenario(path: Path, terminal: Terminal) -> Scenario:
    """The scenario of a file; warnings are told, errors refuse it."""
    return read_checked(path, terminal)[0]


def read_checked(path: Path, terminal: Terminal) -> tuple[Scenario, tuple[Finding, ...]]:
    """The same with all that was found in it, for who would have to check it again."""
    from scenarios.files import read
    from scenarios.findings import Severity, has_errors

    reading = read(path)
    if reading.scenario is None or has_errors(reading.findings):
        raise Refused(Exit.BAD_INPUT, reading.findings)
    worth_telling = [one for one in reading.findings if one.severity is Severity.WARNING]
    terminal.findings(worth_telling)
    return reading.scenario, reading.findings


def read_plan(path: Path) -> Plan:
    """The plan of a JSON file, whether it keeps the rules or not."""
    from pydantic import ValidationError

    from scenarios.findings import Finding, Place
    from solver.plan import Plan

    data = read_json(path)
    try:
        return Plan.model_validate(data)
    except ValidationError as error:
        raise Refused(
            Exit.BAD_INPUT,
            [
                Finding(
                    code="not_a_plan",
                    subjects=(f"file:{path.name}",),
                    place=Place(),
                    numbers={"where": _where(fault["loc"]), "fault": fault["type"]},
                )
                for fault in error.errors(include_url=False, include_context=False)
            ],
        ) from error


def read_json(path: Path) -> Any:
    """The JSON value in a file."""
    name = f"file:{path.name}"
    try:
        if path.stat().st_size > MAX_PLAN_BYTES:
            raise bad_input("plan_too_large", name, limit=MAX_PLAN_BYTES // 2**20)
        text = path.read_text(encoding="utf-8-sig")
        value = json.loads(text, parse_constant=_no_number)
    except FileNotFoundError as error:
        raise bad_input("plan_not_found", name) from error
    except OSError as error:
        raise bad_input("plan_unreadable", name) from error
    except (ValueError, RecursionError) as error:
        raise bad_input("plan_not_json", name) from error
    return value


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no JSON number: {math.nan}")


def _where(location: tuple[int | str, ...]) -> str:
    """`groups[0].meetings[1].start`."""
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).lstrip(".") or "."
