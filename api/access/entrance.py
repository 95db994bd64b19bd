"""The entrance: who comes in with what, and whether anybody could come in at all."""

from __future__ import annotations

from api.access.forgery import origin_of
from api.access.hosts import Names
from api.access.keyring import Keyring
from api.access.limits import Limits
from api.access.people import People
from api.access.provider import Provider
from api.principal import LOCAL, Principal
from api.settings import Settings
from api.store import keys
from api.store.engine import Store

BACK = "/v1/sign-in/return"
"""Path to which the provider sends people back."""


class NobodyCanEnter(Exception):  # noqa: N818  (a state of the house, not a fault of the program)
    """Sign-in is asked for, and there is neither a usable key nor a provider of sign-ins."""


class Entrance:
    """Knows people and programs by what they bring."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self.settings = settings
        self.names = Names(settings)
        self.keyring = Keyring(store)
        self.people = People(settings, store)
        self.provider = _provider(settings)
        self.limits = Limits(settings.requests_a_minute, settings.failures_a_minute)

    @property
    def local(self) -> Principal | None:
        """Who asks without bringing anything: the person at the machine, or nobody."""
        return None if self.settings.sign_in else LOCAL

    def origins(self, called: str) -> frozenset[str]:
        """Origins of our own pages.

        Parameters
        ----------
        called
            Address by which this request calls us.
        """
        public = self.settings.public_address
        return frozenset(origin_of(one) for one in (called, public) if one is not None)


def _provider(settings: Settings) -> Provider | None:
    if not settings.has_provider or settings.public_address is None:
        return None
    return Provider(settings, settings.public_address.rstrip("/") + BACK)


def check(settings: Settings, store: Store) -> None:
    """Refuse to begin a service that nobody could use.

    Raises
    ------
    NobodyCanEnter
        When sign-in is asked for and there is nothing to sign in with.
    """
    if not settings.sign_in or settings.has_provider:
        return
    with store.read() as connection:
        if not keys.any_usable(connection):
            raise NobodyCanEnter
