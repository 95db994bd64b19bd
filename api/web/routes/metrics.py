"""The metrics, for whoever watches the service."""

from __future__ import annotations

import secrets

from fastapi import APIRouter, Request
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST

from api.metrics import Metrics
from api.settings import Settings
from api.store.figures import Figures, figures, pool
from api.web.depends import Parts, Service
from api.web.looking import Look
from api.web.problems import Problem, documented

PATIENCE_SECONDS = 2.0

router = APIRouter(tags=["operations"])


class Watch:
    """The metrics of this process, and the figures of the database that belong to them."""

    def __init__(self, parts: Parts) -> None:
        self.metrics = Metrics()
        self._store = parts.store
        self._figures = Look(lambda: figures(parts.store))

    async def text(self) -> bytes:
        """Everything, without the figures if the database does not answer in time."""
        return self.metrics.text(await self._told(), pool(self._store))

    async def _told(self) -> Figures | None:
        try:
            return await self._figures.within(PATIENCE_SECONDS)
        except Exception:
            # Whatever it is, the metric `database_up` says it, and /ready.
            return None


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"content": {"text/plain": {}}, "description": "Text format of Prometheus"},
        **documented(401, 404),
    },
)
async def metrics(request: Request, service: Service) -> Response:
    """Metrics in the text format of Prometheus."""
    _let_in(request, service.settings)
    watch: Watch = request.app.state.watch
    return Response(await watch.text(), media_type=CONTENT_TYPE_LATEST)


def _let_in(request: Request, settings: Settings) -> None:
    if settings.metrics_key is None:
        if settings.sign_in:
            raise Problem(404, "not_found")
        return
    wanted = f"Bearer {settings.metrics_key.get_secret_value()}"
    given = request.headers.get("authorization", "")
    if not secrets.compare_digest(wanted.encode(), given.encode("utf-8", "surrogateescape")):
        raise Problem(401, "sign_in", headers={"WWW-Authenticate": "Bearer"})
