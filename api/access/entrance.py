"""The entrance: who comes in with what, and whether anybody could come in at all."""

from __future__ import annotations

from api.access.keyring import Keyring
from api.principal import LOCAL, Principal
from api.settings import Settings
from api.store import keys
from api.store.engine import Store


class NobodyCanEnter(Exception):  # noqa: N818  (a state of the house, not a fault of the program)
    """Sign-in is asked for, and there is nothing to sign in with."""


class Entrance:
    """Knows people and programs by what they bring."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self._keyring = Keyring(store)

    def bearer(self, key: str) -> Principal | None:
        """Who bears an API key."""
        return self._keyring.bearer(key)

    @property
    def local(self) -> Principal | None:
        """Who asks without bringing anything: the person at the machine, or nobody."""
        return None if self.settings.sign_in else LOCAL


def check(settings: Settings, store: Store) -> None:
    """Refuse to begin a service that nobody could use.

    Raises
    ------
    NobodyCanEnter
        When sign-in is asked for and there is no usable key.
    """
    if not settings.sign_in:
        return
    with store.read() as connection:
        if not keys.any_usable(connection):
            raise NobodyCanEnter
