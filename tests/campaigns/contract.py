"""The whole OpenAPI document, asked with and without rights: answers must be as it says.

    python -m tests.campaigns.contract --examples 100 [--database postgresql] [--seed 1]

For each operation and each kind of reader (coordinator, municipality, school, viewer, nobody)
requests are made that fit the document, and as many that do not. No answer may be a server
error, have a status, header or content type that the document does not name, or a body that
does not fit its schema. Every other request is about something that is there.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import CHECKS
from schemathesis.core.failures import FailureGroup

from api.store.engine import Store
from api.store.workers import Worker, beat
from tests.support.applications import new_database, signed_in_application
from tests.support.logged import logged
from tests.support.openapi import noun_before
from tests.support.tenants import Tenants, left_alone, planted

DATABASES = ("sqlite", "postgresql")
DOCUMENT = "/v1/openapi.json"
KEPT_TO = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
)


@dataclass
class Kept:
    """What was asked and where the document was not kept to."""

    operations: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)


class Fresh(NamedTuple):
    """Resources that are there, by noun, and the headers of each reader by a name."""

    ids: Mapping[str, str]
    readers: Mapping[str, dict[str, str]]


class Contract:
    """Asks every operation of an application.

    Parameters
    ----------
    fresh
        Makes new resources, since some requests delete them.
    """

    def __init__(self, app: FastAPI, fresh: Callable[[], Fresh], number: int) -> None:
        self.kept = Kept()
        self._schema = schemathesis.openapi.from_asgi(DOCUMENT, app)
        self._fresh, self._number = fresh, number

    def ask(self, examples: int, readers: int | None = None) -> Kept:
        """Ask each operation so many times, right and wrong.

        Parameters
        ----------
        readers
            How many of the readers ask each operation, drawn at random; all, if not given.
        """
        random = Random(self._number)
        for found in self._schema.get_all_operations():
            operation = found.ok()
            self.kept.operations.add(operation.label)
            fresh = self._fresh()
            asking = list(fresh.readers.items())
            for reader, headers in random.sample(asking, readers or len(asking)):
                for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                    self._ask_one(operation, reader, fresh.ids, headers, mode, examples)
        return self.kept

    def _ask_one(
        self,
        operation: APIOperation,
        reader: str,
        ids: Mapping[str, str],
        headers: dict[str, str],
        mode: GenerationMode,
        examples: int,
    ) -> None:
        named = ids.get(noun_before(operation.path, "id"))

        @seed(self._number)
        @settings(
            max_examples=examples,
            phases=[Phase.generate],
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(mode), there=st.booleans())
        def asked(case: Case, there: bool) -> None:
            if there and named is not None and "id" in case.path_parameters:
                case.path_parameters["id"] = named
            response = case.call(headers=headers)
            self.kept.statuses[response.status_code] += 1
            case.validate_response(response, checks=CHECKS.get_by_names(list(KEPT_TO)))

        try:
            asked()
        except Unsatisfiable:
            # Nothing can be wrong with a request that has no parameters.
            return
        except (Exception, FailureGroup) as error:
            self.kept.faults[f"{operation.label}, {reader}, {mode.value}"] = str(error)


def planting(store: Store) -> Callable[[], Fresh]:
    """Puts areas into a store, anew when something of them was deleted."""
    random = Random(1)
    tenants: Tenants | None = None

    def fresh() -> Fresh:
        nonlocal tenants
        with store.write() as connection:
            # A service without any worker is not ready, and says so with a server's error.
            beat(connection, Worker("trial", 1, "1"))
        if tenants is None or left_alone(store, tenants):
            tenants = planted(store, random)
        return _of_one_area(tenants)

    return fresh


def _of_one_area(tenants: Tenants) -> Fresh:
    place = ("north", "shared")
    readers = {
        one.principal.role.value: one.headers
        for one in reversed(tenants.readers)
        if one.principal.area == place[0]
    }
    ids = {"scenarios": tenants.scenarios[place], "plans": tenants.plans[place]}
    return Fresh(ids, {**readers, "nobody": {}})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--database", choices=DATABASES, help="only this one")
    parser.add_argument("--examples", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    databases = [asked.database] if asked.database else DATABASES
    return max(run(database, asked.examples, asked.seed) for database in databases)


def run(database: str, examples: int, number: int) -> int:
    """Ask everything on a new database, and print what came of it."""
    began = time.monotonic()
    with ExitStack() as opened:
        address = opened.enter_context(new_database(database))
        store = Store(address)
        opened.callback(store.close)
        client, given_settings = opened.enter_context(signed_in_application(store, address))
        opened.enter_context(logged(given_settings))
        kept = Contract(client.app, planting(store), number).ask(examples)
    for where, fault in kept.faults.items():
        print(f"{where}\n{fault}\n", flush=True)
    summary = {
        "database": database,
        "operations": len(kept.operations),
        "requests": kept.statuses.total(),
        "statuses": dict(sorted(kept.statuses.items())),
        "seconds": round(time.monotonic() - began, 1),
        "faults": len(kept.faults),
    }
    print(json.dumps(summary, indent=2), flush=True)
    return 1 if kept.faults else 0


if __name__ == "__main__":
    sys.exit(main())
