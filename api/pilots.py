"""The pilot scenarios, put into an empty database for whoever tries the service."""

from __future__ import annotations

from api.principal import LOCAL
from api.store import audit, scenarios
from api.store.engine import Store
from api.store.pages import At
from scenarios import library


def put_in(store: Store) -> int:
    """Add every pilot in both seasons if there is no scenario yet; how many were added."""
    pilots = [library.load(name) for name in library.names()]
    with store.write() as connection:
        if scenarios.page(connection, LOCAL, scenarios.Wanted(), At(limit=1)).rows:
            return 0
        # The newest stands first in every list.
        for pilot in reversed(pilots):
            named = scenarios.add(connection, LOCAL, pilot)
            audit.record(connection, LOCAL, "scenario.added", "scenario", named)
    return len(pilots)
