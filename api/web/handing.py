"""What was handed in and is sound becomes a scenario of the service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from api.access.rights import Action, Reach, reach
from api.principal import Principal
from api.reading import Handed, edited, owned, read_file
from api.small_files import small_files
from api.store import scenarios
from api.store.requests import Made
from api.store.rows import Found
from api.store.scenarios import Origin
from api.views.sight import Sight, sight
from api.web.depends import demand
from api.web.idempotent import Once
from api.web.problems import Problem
from api.web.reading import Reader
from api.web.uploads import Upload
from scenarios.findings import Finding, Severity
from scenarios.scenario import Scenario
from scenarios.variants import Edit


@dataclass(frozen=True)
class OpenedScenario:
    """A scenario that somebody may reach, and what they see of it."""

    row: Found
    scenario: Scenario
    sight: Sight
    caller: Principal

    def to(self, action: Action) -> OpenedScenario:
        """Itself, for whoever may do this with it.

        Raises
        ------
        Problem
            403 for everybody else.
        """
        demand(self.caller, action, self.sight.whole)
        return self

    def whole(self) -> OpenedScenario:
        """Itself, for whoever sees all of it; 403 for everybody else."""
        if not self.sight.whole:
            raise Problem(403, "not_allowed")
        return self


def opened(reader: Reader, named: str) -> OpenedScenario:
    """A scenario.

    Raises
    ------
    Problem
        404 if there is none that the caller may reach.
    """
    with reader.service.store.read() as connection:
        row = reader.scenario_row(connection, named)
        scenario = reader.scenario_of(connection, row)
    return OpenedScenario(row, scenario, sight(reader.caller, scenario), reader.caller)


def told_of_reading(reader: Reader, found: OpenedScenario, action: str) -> None:
    """Write down whose counts were read by somebody who is not of their municipality."""
    reader.note_of(action, "scenario", found.row.id, found.scenario, found.sight)


def read_upload(reader: Reader, upload: Upload) -> Handed:
    """What is in a file, as far as the caller may hand it in.

    Raises
    ------
    Problem
        403 for who hands nothing in, 503 if too much is being read.
    """
    if reach(reader.caller.role, Action.ADD_SCENARIO) is Reach.NO:
        raise Problem(403, "not_allowed")
    handed = small_files().read(upload.body, upload.name)
    if handed is not None:
        return owned(handed, reader.caller)
    with reader.desk.seats.taken():
        return owned(read_file(upload.body, upload.name), reader.caller)


def vary(reader: Reader, origin: OpenedScenario, edits: Sequence[Edit]) -> Handed:
    """The scenario with the edits, as far as the caller may hand it in."""
    with reader.desk.seats.taken():
        return owned(edited(origin.scenario, edits), reader.caller)


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
    reader: Reader,
    once: Once,
    scenario: Scenario,
    findings: Sequence[Finding],
    origin: Origin | None = None,
) -> Made:
    """Keep a scenario, or say what the same request has kept before."""
    with reader.service.store.write() as connection:

        def make() -> Made:
            noticed = warnings(findings)
            named = scenarios.add(connection, reader.caller, scenario, noticed, origin)
            reader.changed(connection, "scenario.added", "scenario", named)
            return Made(201, f"/v1/scenarios/{named}", "scenario", named)

        return once.made(connection, reader.caller, make)


def warnings(findings: Sequence[Finding]) -> list[Finding]:
    """What was noticed and stands in nobody's way."""
    return [one for one in findings if one.severity is not Severity.ERROR]
