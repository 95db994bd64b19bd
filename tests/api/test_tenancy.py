"""Nothing of another municipality or area is told; and a leak would be found."""

from __future__ import annotations

import time
from bisect import bisect
from collections.abc import Callable
from random import Random

import pytest
import structlog
from fastapi import FastAPI, Response
from sqlalchemy import select

from api.store import schema
from api.store.engine import Store
from api.web.problems import Problem
from tests.campaigns.tenancy import in_log, timings
from tests.campaigns.tenancy_drive import Drive, Findings, invented
from tests.support.applications import signed_in_application
from tests.support.logged import logged
from tests.support.tenants import LETTERS, Tenants, left_alone, planted

REQUESTS, FEW = 250, 60


def asked(
    store: Store,
    database: str,
    count: int = REQUESTS,
    change: Callable[[FastAPI], None] = lambda app: None,
    only: str = "",
) -> tuple[Findings, Tenants, str]:
    with (
        signed_in_application(store, database, change) as (client, settings),
        logged(settings) as log,
    ):
        tenants = planted(store, Random(1))
        found = Drive(client, tenants, Random(2)).ask(count, only)
    return found, tenants, log.getvalue()


def test_random_requests_of_random_readers_tell_nothing_of_others(
    store: Store, database: str
) -> None:
    found, tenants, log = asked(store, database)

    assert found.faults == []
    assert found.compared > 0
    assert left_alone(store, tenants) == []
    assert in_log(log, tenants) == []


def test_an_invented_name_has_the_place_of_the_one_it_stands_for() -> None:
    """A page goes on after a name or an id; whether there is such a one changes nothing."""
    random = Random(1)
    ids = [f"{random.getrandbits(128):032x}" for _ in range(50)]
    names = sorted([*ids, *("".join(random.choices(LETTERS, k=9)) for _ in range(200))])

    for position, name in enumerate(names):
        others = names[:position] + names[position + 1 :]
        assert bisect(others, invented(name, random)) == position
        assert invented(name, random) != name


def test_markers_are_told_to_those_who_may_see_them(store: Store, database: str) -> None:
    tenants = planted(store, Random(1))
    coordinator = next(one for one in tenants.readers if one.principal.sees_area)

    assert {marker.area for marker in tenants.beyond(coordinator)} == {"south"}
    assert all(tenants.beyond(one) for one in tenants.readers)


def title_of(store: Store, named: str) -> str | None:
    with store.read() as connection:
        asked = select(schema.scenarios.c.name).where(schema.scenarios.c.id == named)
        return connection.execute(asked).scalar()


def in_body(store: Store, named: str, response: Response) -> str | None:
    return title_of(store, named)


def in_header(store: Store, named: str, response: Response) -> str | None:
    response.headers["X-Title"] = title_of(store, named) or "none"
    return None


def in_error(store: Store, named: str, response: Response) -> str | None:
    if title_of(store, named) is not None:
        raise Problem(403, "not_allowed")
    raise Problem(404, "not_found")


Leak = Callable[[Store, str, Response], str | None]


@pytest.mark.parametrize("leak", [in_body, in_header, in_error])
def test_a_leak_is_found(store: Store, database: str, leak: Leak) -> None:
    def leaky(app: FastAPI) -> None:
        @app.get("/v1/leaks/{id}")
        def leaks(id: str, response: Response) -> str | None:
            return leak(store, id, response)

    found, _, _ = asked(store, database, FEW, leaky, "leaks")

    assert any("/v1/leaks" in fault for fault in found.faults)


def test_a_leak_into_the_log_is_found(store: Store, database: str) -> None:
    def leaky(app: FastAPI) -> None:
        @app.get("/v1/leaks/{id}")
        def leaks(id: str) -> None:
            structlog.get_logger("etalukkari.trial").info("asked", title=title_of(store, id))

    _, tenants, log = asked(store, database, FEW, leaky, "leaks")

    assert in_log(log, tenants) != []


def test_a_deleted_scenario_of_others_is_noticed(store: Store) -> None:
    tenants = planted(store, Random(1))
    with store.write() as connection:
        named = next(iter(tenants.scenarios.values()))
        connection.execute(schema.scenarios.delete().where(schema.scenarios.c.id == named))

    assert len(left_alone(store, tenants)) == 2


def test_an_answer_that_takes_longer_for_what_exists_is_noticed(
    store: Store, database: str
) -> None:
    def slow(app: FastAPI) -> None:
        @app.get("/v1/leaks/{id}")
        def leaks(id: str) -> None:
            if title_of(store, id) is not None:
                time.sleep(0.005)

    with signed_in_application(store, database, slow) as (client, _settings):
        tenants = planted(store, Random(1))
        (slow_one,) = timings(client, tenants, Random(2), 20, ("/v1/leaks",))

    assert slow_one.told_apart
