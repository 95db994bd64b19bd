"""Every operation answers as the OpenAPI document says, to whoever asks for whatever."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.responses import JSONResponse

from api.store.engine import Store
from tests.campaigns.contract import DOCUMENT, Contract, Fresh, planting
from tests.support.applications import signed_in_application
from tests.support.logged import logged


def test_the_document_is_kept_to(store: Store, database: str) -> None:
    with signed_in_application(store, database) as (client, settings), logged(settings):
        kept = Contract(client.app, planting(store), 1).ask(examples=1, readers=1)

    assert kept.faults == {}
    assert {200, 401, 404, 422} <= kept.statuses.keys()


def test_what_the_document_does_not_say_is_found() -> None:
    app = FastAPI(openapi_url=DOCUMENT)

    @app.get("/v1/fault")
    def fault() -> None:
        raise RuntimeError

    @app.get("/v1/status")
    def status() -> JSONResponse:
        return JSONResponse({}, 418)

    @app.get("/v1/shape", response_model=list[str])
    def shape() -> JSONResponse:
        return JSONResponse({"a": 1})

    @app.get("/v1/kept", response_model=list[str])
    def kept_to() -> JSONResponse:
        return JSONResponse(["a"])

    kept = Contract(app, lambda: Fresh({}, {"nobody": {}}), 1).ask(examples=1)

    assert {where.split(",")[0] for where in kept.faults} == {
        "GET /v1/fault",
        "GET /v1/status",
        "GET /v1/shape",
    }
