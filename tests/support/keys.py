"""Keys for tests."""

from __future__ import annotations

from datetime import datetime

from api.access.issuing import Issued, issue
from api.principal import Principal, Role
from api.store.engine import Store

AREA = "savo"
COORDINATOR = Principal("_", AREA, Role.COORDINATOR)
MUNICIPALITY = Principal("_", AREA, Role.MUNICIPALITY, "297")
SCHOOL = Principal("_", AREA, Role.SCHOOL, "297", "s1")
VIEWER = Principal("_", AREA, Role.VIEWER)


def made_key(
    store: Store, holder: Principal = COORDINATOR, expires: datetime | None = None
) -> Issued:
    with store.write() as connection:
        return issue(connection, holder, "a test", expires)


def bearing(key: str) -> dict[str, str]:
    """The header with which a program brings its key."""
    return {"Authorization": f"Bearer {key}"}
