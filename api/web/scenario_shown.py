"""A scenario's row as its resource tells of it."""

from __future__ import annotations

from api.i18n.catalogue import Language
from api.store.reach import municipalities_of
from api.store.rows import Found
from api.views.findings import seen_findings
from api.views.scenario import seen_scenario
from api.views.sight import sees_whole
from api.web.handing import OpenedScenario
from api.web.problems import told
from api.web.reading import Reader
from api.web.shapes.scenarios import ScenarioListed, ScenarioShown
from scenarios.files.headers import SETTINGS
from scenarios.findings import Finding
from scenarios.tables import TABLES
from scenarios.variants import Edit


def listed(row: Found) -> ScenarioListed:
    """A line of the list."""
    return ScenarioListed(
        id=row.id,
        name=row.name,
        school_year=row.school_year,
        created=row.created,
        parent=row.parent,
    )


def shown(reader: Reader, found: OpenedScenario, language: Language) -> ScenarioShown:
    """The resource; edits speak of counts, so only for whoever sees them all."""
    row, whole = found.row, found.sight.whole
    seen = seen_scenario(found.scenario, found.sight)
    warnings = [Finding.model_validate(one) for one in row.warnings]
    return ScenarioShown(
        **listed(row).model_dump(),
        whole=whole,
        delete_after=row.delete_after,
        tables={table: len(seen[table]) for table in TABLES},
        settings=seen[SETTINGS],
        edits=_edits(reader, found) if whole else None,
        warnings=told(seen_findings(warnings, found.scenario, found.sight), language),
    )


def _edits(reader: Reader, found: OpenedScenario) -> list[Edit] | None:
    """Of a variant, for whoever sees all of its parent: they speak of rows that are no more."""
    row = found.row
    if not row.edits:
        return None
    with reader.service.store.read() as connection:
        parents = municipalities_of(connection, row.parent)
    if not sees_whole(reader.caller, parents):
        return None
    return [Edit.model_validate(one) for one in row.edits]
