"""The pilots of the library, ready to be handed in."""

from __future__ import annotations

from functools import cache

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from api.web.depends import Known
from api.web.problems import Problem, documented
from api.web.strict import Strict
from scenarios.files import written
from scenarios.library import load, names

router = APIRouter(tags=["demo data"], dependencies=[Known, Strict])


class DemoScenario(BaseModel):
    """A scenario of the library."""

    name: str = Field(examples=["riihimaki-spring"])
    title: str
    school_year: str | None
    municipalities: int
    schools: int
    needs: int
    teachers: int
    location: str = Field(description="Where it is, as `POST /v1/scenarios` takes it.")


@router.get("/demo-data", operation_id="listDemoData")
def list_demo_data() -> list[DemoScenario]:
    """Made-up scenarios of real networks; nothing in them is about a real pupil."""
    return [_described(name) for name in names()]


@router.get(
    "/demo-data/{name}",
    operation_id="getDemoData",
    response_class=Response,
    responses={
        200: {"content": {"application/json": {}}, "description": "The scenario"},
        **documented(404),
    },
)
def get_demo_data(name: str) -> Response:
    """One of them, as `POST /v1/scenarios` takes it."""
    if name not in names():
        raise Problem(404, "not_found")
    return Response(written(load(name), ".json"), media_type="application/json")


@cache
def _described(name: str) -> DemoScenario:
    scenario = load(name)
    return DemoScenario(
        name=name,
        title=scenario.settings.name,
        school_year=scenario.settings.school_year,
        municipalities=len(scenario.municipalities),
        schools=len(scenario.schools),
        needs=len(scenario.needs),
        teachers=len(scenario.teachers),
        location=f"/v1/demo-data/{name}",
    )
