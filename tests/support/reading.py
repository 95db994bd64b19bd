"""Who asks, in tests of the web: any principal in the place of the one who has signed in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.principal import Principal, Role
from api.web.depends import caller
from scenarios.scenario import Scenario
from tests.support.build import municipality, need, school, teacher, world

AREA = "local"


def principal(role: Role, municipality: str | None = None, school: str | None = None) -> Principal:
    return Principal(f"actor_{role}_{municipality}", AREA, role, municipality, school)


OURS = principal(Role.MUNICIPALITY, "m1")
SCHOOLS = principal(Role.SCHOOL, "m1", "s1")
VIEWER = principal(Role.VIEWER)
STRANGER = principal(Role.MUNICIPALITY, "m9")
ELSEWHERE = Principal("actor_far", "elsewhere", Role.COORDINATOR)


@contextmanager
def asking_as(client: TestClient, someone: Principal) -> Iterator[None]:
    """Requests of the client are that principal's."""
    app = client.app
    assert isinstance(app, FastAPI)
    app.dependency_overrides[caller] = lambda: someone
    try:
        yield
    finally:
        del app.dependency_overrides[caller]


def shared_world() -> Scenario:
    """Two municipalities whose pupils learn in one group."""
    return world(
        municipality("m1"),
        municipality("m2"),
        school("s1", municipality="m1"),
        school("s2", municipality="m2"),
        need("n1", school="s1", pupils=3),
        need("n2", school="s2", pupils=7),
        teacher("t1", municipality="m1"),
    )


def two_municipalities() -> Scenario:
    """Two municipalities with a school and a need each."""
    return world(
        need("n1"), need("n2", school="s2"), municipality("m2"), school("s2", municipality="m2")
    )


def lone_world() -> Scenario:
    """A scenario of one municipality alone."""
    return world(need("n1", pupils=3), teacher("t1"))


def ask(client: TestClient, scenario: str, **wanted: object) -> str:
    made = client.post(f"/v1/scenarios/{scenario}/plans", json=wanted)
    assert made.status_code == 202, made.text
    return made.headers["Location"]
