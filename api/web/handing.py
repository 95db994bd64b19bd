"""What was handed in and is sound becomes a scenario of the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.principal import Principal, Role
from api.reading import Handed, edited, owned, read_file
from api.store import audit, scenarios
from api.store.scenarios import Origin
from api.views.sight import Sight, sight
from api.web.depends import Parts
from api.web.problems import Problem
from api.web.uploads import Upload, turn
from scenarios.findings import Finding, Severity
from scenarios.scenario import Scenario
from scenarios.variants import Edit

MAY_HAND_IN = (Role.COORDINATOR, Role.MUNICIPALITY)


@dataclass(frozen=True)
class Opened:
    """A scenario that somebody may reach, and what they see of it."""

    row: Any
    scenario: Scenario
    sight: Sight

    def whole(self) -> Opened:
        """Itself, for whoever sees all of it.

        Raises
        ------
        Problem
            403 for everybody else.
        """
        if not self.sight.whole:
            raise Problem(403, "not_allowed")
        return self


def opened(service: Parts, caller: Principal, named: str) -> Opened:
    """A scenario.

    Raises
    ------
    Problem
        404 if there is none that the caller may reach.
    """
    with service.store.read() as connection:
        row = scenarios.find(connection, caller, named)
        if row is None:
            raise Problem(404, "not_found")
        scenario = scenarios.load(connection, row)
    return Opened(row, scenario, sight(caller, scenario))


def read_upload(upload: Upload, caller: Principal) -> Handed:
    """What is in a file, as far as the caller may hand it in.

    Raises
    ------
    Problem
        403 for who hands nothing in, 503 if too much is being read.
    """
    if caller.role not in MAY_HAND_IN:
        raise Problem(403, "not_allowed")
    with turn():
        return owned(read_file(upload.body, upload.name), caller)


def vary(origin: Opened, edits: Sequence[Edit], caller: Principal) -> Handed:
    """The scenario with the edits, as far as the caller may hand it in."""
    with turn():
        return owned(edited(origin.scenario, edits), caller)


def sound(handed: Handed, code: str) -> Scenario:
    """The scenario.

    Raises
    ------
    Problem
        422 with all findings if there is none.
    """
    if handed.scenario is None:
        raise Problem(422, code, handed.findings)
    return handed.scenario


def kept(
    service: Parts,
    caller: Principal,
    scenario: Scenario,
    findings: Sequence[Finding],
    origin: Origin | None = None,
) -> str:
    """Keep a scenario and say its id."""
    with service.store.write() as connection:
        named = scenarios.add(connection, caller, scenario, warnings(findings), origin)
        audit.record(connection, caller, "scenario.added", "scenario", named)
    return named


def warnings(findings: Sequence[Finding]) -> list[Finding]:
    """What was noticed and stands in nobody's way."""
    return [one for one in findings if one.severity is not Severity.ERROR]
