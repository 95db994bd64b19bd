"""What lies beyond somebody's reach is answered exactly as what does not exist.

By the same questions to the database, too, so that no clock tells the two apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any, NamedTuple

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from api.access import keyring
from api.principal import Role
from api.store.engine import Store
from api.store.ids import new_id
from tests.support.applications import signed_in_application
from tests.support.tenants import Reader, Tenants, planted

_PARAMETER = re.compile(r"\{(\w+)\}")


class Operation(NamedTuple):
    """A way to ask for one thing by its id."""

    method: str
    path: str

    def about(self, named: str) -> str:
        return _PARAMETER.sub(lambda found: named if found[1] == "id" else "x", self.path)


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """The questions that the database is asked, without their values."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def operations(client: TestClient) -> list[Operation]:
    paths = client.get("/v1/openapi.json").json()["paths"]
    return [
        Operation(method.upper(), path)
        for path, methods in paths.items()
        for method in methods
        if "{id}" in path
    ]


def beyond(tenants: Tenants, reader: Reader) -> list[str]:
    """Ids of a scenario and a plan of each area that are there, and not for this reader."""
    found = {
        (kind, area): named
        for kind, things in enumerate((tenants.scenarios, tenants.plans))
        for (area, place), named in things.items()
        if not reader.reaches(area, place)
    }
    return list(found.values())


# The questions are put together alike for both databases: one role shows it on the other.
@pytest.mark.parametrize(
    ("database", "role"),
    [
        ("sqlite", Role.COORDINATOR),
        ("sqlite", Role.MUNICIPALITY),
        ("sqlite", Role.SCHOOL),
        ("postgresql", Role.MUNICIPALITY),
    ],
    indirect=["database"],
)
def test_the_hidden_and_the_missing_are_one(
    store: Store, database: str, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    # When a key is looked up again depends on the clock, and on nothing that is asked.
    monkeypatch.setattr(keyring, "REMEMBERED_SECONDS", 3600.0)
    tenants = planted(store, Random(1))
    reader = next(one for one in tenants.readers if one.principal.role is role)
    hidden = beyond(tenants, reader)
    differing = []

    with signed_in_application(store, database) as (client, _):

        def ask(operation: Operation, named: str) -> tuple[Any, ...]:
            with statements(store) as asked:
                answer = client.request(
                    operation.method,
                    operation.about(named),
                    headers={
                        **reader.headers,
                        "If-Match": '"1"',
                        "Content-Type": "application/json",
                    },
                    content=b"{}" if operation.method in ("POST", "PATCH", "PUT") else None,
                )
            return answer.status_code, answer.text.replace(named, "ID"), asked

        client.get("/v1/me", headers=reader.headers)
        every = operations(client)
        for operation in every:
            missing = ask(operation, new_id())
            assert missing[0] in (404, 422, 415, 400, 403), (operation, missing)
            found = [ask(operation, named) for named in hidden]
            differing += [(operation, one, missing) for one in found if one != missing]

    assert len(every) > 5
    assert len(hidden) == (2 if role is Role.COORDINATOR else 4)
    assert differing == []
