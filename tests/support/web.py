"""Web applications for tests."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient
from pydantic import SecretStr

from api.settings import Settings
from api.store.engine import Store
from api.web.app import application
from api.web.depends import Parts
from tests.support.service import RememberedJobs

ORIGIN = "https://localhost"


def settings_of(store: Store, **settings: Any) -> Settings:
    address = store.engine.url.render_as_string(hide_password=False)
    return Settings(database=SecretStr(address), **settings)


def closed_client(store: Store, address: str = ORIGIN, **settings: Any) -> TestClient:
    """A client of a service that asks for sign-in, over TLS as far as it can tell."""
    parts = Parts(settings_of(store, sign_in=True, **settings), store, RememberedJobs())
    return TestClient(
        application(parts),
        base_url=address,
        follow_redirects=False,
        raise_server_exceptions=False,
    )
