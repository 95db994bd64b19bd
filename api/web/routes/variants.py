"""Variants: a scenario with named edits is a new scenario that remembers both."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.access.rights import Action
from api.i18n.edits import said
from api.store import scenarios
from api.store.scenarios import Origin, Wanted
from api.web.depends import Tongue
from api.web.handing import kept, opened, sound, told_of_reading, vary, warnings
from api.web.idempotent import Repeatable
from api.web.json_bodies import CleanJson
from api.web.paging import Paged, Paging
from api.web.problems import Problem, documented, told
from api.web.reading import Reading
from api.web.scenario_shown import listed
from api.web.shapes.scenarios import Difference, Differences, ScenarioListed, VariantKept
from api.web.strict import Strict
from scenarios.files.headers import SETTINGS
from scenarios.findings import Finding
from scenarios.variants import Edit, EditKind, between

router = APIRouter(tags=["variants"], dependencies=[Strict])
MOST_EDITS = 5000


class VariantWanted(BaseModel):
    """Edits in their order, as `etalukkari differences` and files of edits have them."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "name": "Two pupils more",
                    "edits": [
                        {
                            "edit": "change",
                            "table": "needs",
                            "row": {"need": "n1"},
                            "cells": {"pupils": 5},
                        }
                    ],
                }
            ]
        },
    )

    name: str = Field(default="", max_length=200, description="Of the new scenario; empty = same.")
    parent: str = Field(
        default="",
        max_length=64,
        description="Content hash in a file of edits; empty if it suits any scenario.",
    )
    edits: tuple[Edit, ...] = Field(min_length=1, max_length=MOST_EDITS)


@router.post(
    "/scenarios/{id}/variants",
    operation_id="addVariant",
    status_code=201,
    dependencies=[CleanJson],
    responses=documented(400, 403, 404, 409, 413, 415, 422, 503),
)
def add_variant(
    reading: Reading,
    tongue: Tongue,
    once: Repeatable,
    id: str,
    wanted: VariantWanted,
    response: Response,
) -> VariantKept:
    """Make a scenario from another; what is wrong with any edit is said at once.

    Findings about an edit are placed in the table `edits`, at its number from 1.
    """
    origin = opened(reading, id).to(Action.ADD_SCENARIO)
    if wanted.parent not in ("", origin.row.hash):
        raise Problem(422, "variant_refused", [Finding(code="edits_of_another_scenario")])
    edits = [*wanted.edits, *_named(wanted.name)]
    handed = vary(reading, origin, edits)
    scenario = sound(handed, "variant_refused")
    remembered = Origin(id, [one.model_dump(mode="json") for one in edits])
    made = kept(reading, once, scenario, handed.findings, remembered)
    response.headers["Location"] = f"/v1/scenarios/{made.id}"
    noticed = told(warnings(handed.findings), tongue)
    return VariantKept(id=made.id, warnings=noticed, gone=dict(handed.gone))


def _named(name: str) -> list[Edit]:
    """The name of the new scenario as the last of its edits."""
    if not name:
        return []
    return [Edit(edit=EditKind.CHANGE, table=SETTINGS, cells={"name": name})]


@router.get("/scenarios/{id}/variants", operation_id="listVariants", responses=documented(404, 422))
def list_variants(reading: Reading, at: Paging, id: str) -> Paged[ScenarioListed]:
    """Scenarios made from this one, newest first."""
    with reading.service.store.read() as connection:
        reading.scenario_row(connection, id)
        page = scenarios.page(connection, reading.caller, Wanted(parent=id), at)
    return Paged(items=[listed(row) for row in page.rows], next=page.next)


@router.get(
    "/scenarios/{id}/differences",
    operation_id="listDifferences",
    responses=documented(403, 404, 422),
)
def list_differences(
    reading: Reading,
    tongue: Tongue,
    id: str,
    other: Annotated[str, Query(alias="with", description="Id of the other scenario.")],
) -> Differences:
    """The edits that make of this scenario the one named by `with`."""
    one, changed = (opened(reading, each).to(Action.COMPARE) for each in (id, other))
    for read in (one, changed):
        told_of_reading(reading, read, "scenario.compared")
    found = between(one.scenario, changed.scenario)
    return Differences(
        differences=[Difference(edit=edit, sentence=said(edit, tongue)) for edit in found]
    )
