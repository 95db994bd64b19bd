"""Sign-ins of people: begun after the provider has said who it is, known by a cookie, ended."""

from __future__ import annotations

from datetime import timedelta

from api.access.tokens import hash_of, new_secret
from api.principal import Principal
from api.settings import Settings
from api.store import audit, sign_ins
from api.store.engine import Store
from api.store.ids import now

COOKIE = "__Host-etalukkari"
PROLONGED_EVERY = timedelta(minutes=5)
"""How exactly the last request of a person is known; a request is not to cost a write."""
_NOUN = "person"


class People:
    """Who has signed in."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._store = store
        self._idle = timedelta(minutes=settings.idle_minutes)
        self._longest = timedelta(hours=settings.signed_in_hours)

    def sign_in(self, person: Principal, before: str | None = None) -> str:
        """Begin a sign-in and say the secret for the cookie.

        Parameters
        ----------
        before
            Secret of the sign-in that this one follows in the same browser; it ends.
        """
        secret = new_secret()
        with self._store.write() as connection:
            if before is not None:
                sign_ins.remove(connection, hash_of(before))
            expires = now() + min(self._idle, self._longest)
            sign_ins.add(connection, hash_of(secret), person, expires)
            audit.record(connection, person, "person.signed_in", _NOUN, person.actor)
        return secret

    def find(self, secret: str) -> Principal | None:
        """Who has the cookie with this secret, if the sign-in has not ended."""
        hashed = hash_of(secret)
        with self._store.read() as connection:
            row = sign_ins.find(connection, hashed)
        if row is None:
            return None
        expires = min(now() + self._idle, row.created + self._longest)
        if expires - row.expires >= PROLONGED_EVERY:
            with self._store.write() as connection:
                sign_ins.prolong(connection, hashed, expires)
        return sign_ins.person_of(row)

    def sign_out(self, secret: str, person: Principal) -> None:
        """End a sign-in."""
        with self._store.write() as connection:
            sign_ins.remove(connection, hash_of(secret))
            audit.record(connection, person, "person.signed_out", _NOUN, person.actor)
