"""Variants: a scenario with named edits is a new scenario that remembers both."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from api.i18n.edits import said
from api.store import scenarios
from api.store.scenarios import Origin, Wanted
from api.web.depends import Caller, Service, Tongue
from api.web.handing import kept, opened, sound, vary, warnings
from api.web.impersonal import Impersonal
from api.web.paging import Paged, Paging
from api.web.problems import Problem, documented, told
from api.web.scenario_shapes import MadeVariant, ScenarioListed, listed
from api.web.strict import Strict
from scenarios.findings import Finding
from scenarios.variants import Edit, between

router = APIRouter(tags=["variants"], dependencies=[Strict])
MOST_EDITS = 5000
SETTINGS_NAME = "name"


class AskedVariant(BaseModel):
    """Edits in their order, as `etalukkari differences` and the files of edits have them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(default="", max_length=200, description="Of the new scenario; empty = same.")
    parent: str = Field(
        default="",
        max_length=64,
        description="Content hash in a file of edits; empty if it suits any scenario.",
    )
    edits: tuple[Edit, ...] = Field(min_length=1, max_length=MOST_EDITS)


class Difference(BaseModel):
    """An edit, and what it says."""

    edit: Edit
    sentence: str


class Differences(BaseModel):
    """Edits that lead from a scenario to another."""

    differences: list[Difference]


@router.post(
    "/scenarios/{id}/variants",
    operation_id="addVariant",
    status_code=201,
    dependencies=[Impersonal],
    responses=documented(400, 403, 404, 413, 415, 422, 503),
)
def add_variant(
    service: Service,
    caller: Caller,
    tongue: Tongue,
    id: str,
    asked: AskedVariant,
    response: Response,
) -> MadeVariant:
    """Make a scenario from another; what is wrong with any edit is said at once.

    Findings about an edit are placed in the table `edits`, at its number from 1.
    """
    origin = opened(service, caller, id).whole()
    if asked.parent not in ("", origin.row.hash):
        raise Problem(422, "variant_refused", [Finding(code="edits_of_another_scenario")])
    handed = vary(origin, asked.edits, caller)
    scenario = sound(handed, "variant_refused")
    if asked.name:
        settings = scenario.settings.model_copy(update={SETTINGS_NAME: asked.name})
        scenario = scenario.replace(settings=settings)
    edits = [one.model_dump(mode="json") for one in asked.edits]
    named = kept(service, caller, scenario, handed.findings, Origin(id, edits))
    response.headers["Location"] = f"/v1/scenarios/{named}"
    said_of = told(warnings(handed.findings), tongue)
    return MadeVariant(id=named, warnings=said_of, gone=dict(handed.gone))


@router.get("/scenarios/{id}/variants", operation_id="listVariants", responses=documented(404, 422))
def list_variants(service: Service, caller: Caller, at: Paging, id: str) -> Paged[ScenarioListed]:
    """Scenarios made from this one, newest first."""
    with service.store.read() as connection:
        if scenarios.find(connection, caller, id) is None:
            raise Problem(404, "not_found")
        page = scenarios.page(connection, caller, Wanted(parent=id), at)
    items = [ScenarioListed.model_validate(listed(row)) for row in page.rows]
    return Paged(items=items, next=page.next)


@router.get(
    "/scenarios/{id}/differences",
    operation_id="listDifferences",
    responses=documented(403, 404, 422),
)
def list_differences(
    service: Service,
    caller: Caller,
    tongue: Tongue,
    id: str,
    other: Annotated[str, Query(alias="with", max_length=64)],
) -> Differences:
    """The edits that make of this scenario the one named by `with`."""
    one, changed = (opened(service, caller, each).whole() for each in (id, other))
    found = between(one.scenario, changed.scenario)
    return Differences(
        differences=[Difference(edit=edit, sentence=said(edit, tongue)) for edit in found]
    )
