"""The description of the interface in OpenAPI, which `docs/openapi.json` keeps.

FastAPI writes it from the routes; what holds for all of them is added here: names that stay, how
one signs in, in which language is answered, and what may come instead of an answer.
"""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.i18n.catalogue import LANGUAGES

Json = dict[str, Any]
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemBody"}}}
ABOUT = """Plans shared remote teaching between municipalities.

Every fault is told as problem details (RFC 9457) with a code, one sentence and all findings, in
the language asked for. What the caller may not reach is answered like what does not exist. Lists
come in pages: ask again with `cursor` = `next` until it is null."""
# Names that clients are made with: a route may move, its name stays.
NAMES = {
    "get /v1/audit": "listAudit",
    "get /v1/health": "getHealth",
    "get /v1/ready": "getReadiness",
    "get /v1/me": "getMe",
    "get /v1/metrics": "getMetrics",
    "get /v1/sign-in": "beginSignIn",
    "get /v1/sign-in/return": "endSignIn",
    "post /v1/sign-out": "signOut",
    "post /v1/scenarios/{id}/plans": "addPlan",
    "get /v1/plans": "listPlans",
    "get /v1/plans/{id}": "getPlan",
    "patch /v1/plans/{id}": "changePlan",
    "delete /v1/plans/{id}": "deletePlan",
    "post /v1/plans/{id}/stop": "stopPlan",
    "get /v1/plans/{id}/events": "followPlan",
    "get /v1/plans/{id}/plan": "getPlanContent",
    "get /v1/plans/{id}/bill": "getBill",
    "get /v1/plans/{id}/schedule": "getSchedule",
    "get /v1/plans/{id}/explanations": "listExplanations",
    "get /v1/plans/{id}/needs/{need}/why": "getWhy",
    "get /v1/plans/{id}/exports/{format}": "getExport",
    "post /v1/plans/{id}/changes/check": "checkChange",
    "get /v1/plans/{id}/changes/places": "listPlaces",
    "post /v1/plans/{id}/changes": "addChange",
    "post /v1/plans/{id}/substitutes": "findSubstitutes",
    "post /v1/comparisons": "compare",
    "get /v1/comparisons": "getComparison",
    "get /v1/comparisons/exports/xlsx": "getComparisonWorkbook",
}
_WITHOUT_SIGN_IN = frozenset(
    ["getHealth", "getReadiness", "getMetrics", "beginSignIn", "endSignIn"]
)
_BY_PATH = {"401": "Sign in or give a key.", "429": "Too many requests; see Retry-After."}
_BY_BODY = {"400": "The body cannot be read.", "413": "The body is too large."}
_ALWAYS = {
    "421": "The service is called by a name that it does not know.",
    "422": "A parameter that is wrong, or that there is not.",
    "503": "The database or the engine cannot answer now; see Retry-After.",
}
_CHANGING = {"403": "Not allowed to the caller, or asked by a page of somewhere else."}
_READING = frozenset(["get", "head"])
_LANGUAGE = {
    "name": "language",
    "in": "query",
    "required": False,
    "description": "Of sentences and headings; goes before Accept-Language. Finnish if neither.",
    "schema": {"type": "string", "enum": [one.value for one in LANGUAGES]},
}


def install(app: FastAPI) -> None:
    """Let the application describe itself as `document` does."""

    def openapi() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = document(app)
        return app.openapi_schema

    # The framework documents this assignment as the way to extend its description.
    app.openapi = openapi  # type: ignore[method-assign]


def document(app: FastAPI) -> Json:
    """The OpenAPI description of all routes."""
    described = get_openapi(
        title=app.title, version=app.version, description=ABOUT, routes=app.routes
    )
    parts = described["components"]
    for left_out in ("HTTPValidationError", "ValidationError"):
        parts["schemas"].pop(left_out, None)
    parts["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "A key of `etalukkari keys`."}
    }
    for path, operations in described["paths"].items():
        for method, operation in operations.items():
            _complete(method, operation, NAMES.get(f"{method} {path}"))
    return described


def _complete(method: str, operation: Json, name: str | None) -> None:
    """What holds for every operation."""
    operation["operationId"] = name or operation["operationId"]
    responses: Json = operation["responses"]
    default = responses.get("422", {}).get("content", {}).get("application/json", {})
    if default.get("schema", {}).get("$ref", "").endswith("HTTPValidationError"):
        responses["422"] = {"description": "Problem", "content": PROBLEM}
    for_all = {} if operation["operationId"] in _WITHOUT_SIGN_IN else _BY_PATH
    by_body = _BY_BODY if "requestBody" in operation else {}
    changing = _CHANGING if for_all and method not in _READING else {}
    for status, said in {**_ALWAYS, **for_all, **by_body, **changing}.items():
        responses.setdefault(status, {"description": said, "content": PROBLEM})
    for answer in responses.values():
        # With its model the framework says of a problem that it is plain JSON, too.
        if PROBLEM.keys() <= answer.get("content", {}).keys():
            answer["content"] = PROBLEM
    if for_all:
        operation["security"] = [{"key": []}, {}]
    parameters = operation.setdefault("parameters", [])
    if not any(one["name"] == _LANGUAGE["name"] for one in parameters):
        parameters.append(_LANGUAGE)


def written(app: FastAPI) -> str:
    """The description as a file."""
    return json.dumps(document(app), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
