"""A browser in front of the service, and its way to the provider of sign-ins and back."""

from __future__ import annotations

from typing import Any

import httpx2
from fastapi.testclient import TestClient

from api.store.engine import Store
from tests.support.provider import CLIENT, SECRET, MockProvider
from tests.support.web import ORIGIN, closed_client

ROLE = "etalukkari:savo:coordinator"


def browser_of(store: Store, provider: MockProvider, **settings: Any) -> TestClient:
    return closed_client(
        store,
        public_address=ORIGIN,
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        **settings,
    )


def way_back(browser: TestClient, next: str = "/plans?page=2") -> str:
    """The path that the provider sends the browser back to."""
    there = browser.get("/v1/sign-in", params={"next": next})
    assert there.status_code == 303, there.text
    back = httpx2.get(there.headers["Location"], follow_redirects=False).headers["Location"]
    assert back.startswith(f"{ORIGIN}/v1/sign-in/return?")
    return back.removeprefix(ORIGIN)


def signed_in(browser: TestClient) -> str:
    """The token for forms."""
    assert browser.get(way_back(browser)).status_code == 303
    token: str = browser.get("/v1/me").json()["csrf_token"]
    return token
