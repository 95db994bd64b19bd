"""Clients of one service as different people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi.testclient import TestClient

from api.principal import Principal, Role
from api.web.app import application
from api.web.depends import Parts
from tests.support.reading import AREA, asking_as


def coordinator(actor: str = "k1", area: str = AREA) -> Principal:
    return Principal(actor, area, Role.COORDINATOR)


def municipality(name: str, actor: str = "k2", area: str = AREA) -> Principal:
    return Principal(actor, area, Role.MUNICIPALITY, name)


def school(name: str, of: str, actor: str = "k3", area: str = AREA) -> Principal:
    return Principal(actor, area, Role.SCHOOL, of, name)


def viewer(actor: str = "k4", area: str = AREA, of: str | None = None) -> Principal:
    return Principal(actor, area, Role.VIEWER, of)


@contextmanager
def signed_in(parts: Parts, principal: Principal) -> Iterator[TestClient]:
    """A client whose every request is the principal's."""
    with TestClient(application(parts)) as opened, asking_as(opened, principal):
        yield opened
