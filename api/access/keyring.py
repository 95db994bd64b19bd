"""From an API key to who bears it."""

from __future__ import annotations

import hmac
import threading
import time
from collections.abc import Callable
from typing import Any

from api.access.tokens import read_key
from api.principal import Principal
from api.store import keys
from api.store.engine import Store
from api.store.ids import now

REMEMBERED_SECONDS = 3.0
"""How long a revoked key may still work in another process: nobody asks the database more often."""
MOST_REMEMBERED = 1_000
_NO_HASH = "0" * 64


class Keyring:
    """Finds the bearer of a key.

    Parameters
    ----------
    clock
        Seconds that only go forward.
    """

    def __init__(self, store: Store, clock: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._clock = clock
        self._rows: dict[str, tuple[float, Any]] = {}
        self._lock = threading.Lock()

    def bearer(self, text: str) -> Principal | None:
        """Who bears the key; nobody for one unknown, expired, revoked or malformed.

        Each of these takes the same path: one look-up, one comparison in constant time.
        """
        given = read_key(text)
        row = self._row(given.id)
        same = hmac.compare_digest(_NO_HASH if row is None else row.hash, given.hash)
        if row is None or not same or not keys.is_usable(row, now()):
            return None
        self._note_use(row)
        return keys.holder_of(row)

    def _row(self, named: str) -> Any:
        with self._lock:
            until, row = self._rows.get(named, (0.0, None))
        if row is not None and self._clock() < until:
            return row
        with self._store.read() as connection:
            row = keys.find(connection, named)
        if row is not None:
            self._remember(named, row)
        return row

    def _remember(self, named: str, row: Any) -> None:
        with self._lock:
            if len(self._rows) >= MOST_REMEMBERED:
                self._rows.clear()
            self._rows[named] = (self._clock() + REMEMBERED_SECONDS, row)

    def _note_use(self, row: Any) -> None:
        if row.last_used is not None and now() - row.last_used < keys.USE_NOTED:
            return
        with self._store.write() as connection:
            keys.note_use(connection, row.id)
            self._remember(row.id, keys.find(connection, row.id))
