"""Requests drawn at random from an OpenAPI document, so that a new route is asked by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any, NamedTuple

METHODS = ("get", "post", "put", "patch", "delete")
HEX_ID = re.compile(r"[0-9a-f]{32}")
DEEPEST = 6
MOST_ITEMS = 2
JSON = "application/json"

Schema = Mapping[str, Any]
Words = Callable[[str], str]
"""Says a text for a place by the name of its parameter or property."""


class Operation(NamedTuple):
    """A method of a path, as the document describes it."""

    method: str
    path: str
    parameters: list[dict[str, Any]]
    bodies: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.method.upper()} {self.path}"


class Drawn(NamedTuple):
    """A request, ready to be sent."""

    operation: Operation
    path: str
    query: dict[str, Any]
    body: Any

    def with_text(self, old: str, new: str) -> Drawn:
        """The same with another text in place of one."""

        def put(value: Any) -> Any:
            match value:
                case str():
                    return value.replace(old, new)
                case list():
                    return [put(one) for one in value]
                case dict():
                    return {put(key): put(one) for key, one in value.items()}
            return value

        return Drawn(self.operation, put(self.path), put(self.query), put(self.body))

    @property
    def texts(self) -> str:
        """All that is sent, to look for something in."""
        return repr((self.path, self.query, self.body))


def operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    """Every operation of the document."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                described = item[method]
                parameters = [*item.get("parameters", ()), *described.get("parameters", ())]
                bodies = described.get("requestBody", {}).get("content", {})
                yield Operation(method, path, parameters, bodies)


class Drawing:
    """Draws values for a document's schemas.

    Parameters
    ----------
    words
        Asked for every text without an enumeration.
    """

    def __init__(self, document: Mapping[str, Any], random: Random, words: Words) -> None:
        self._document, self._random, self._words = document, random, words

    def request(self, operation: Operation) -> Drawn:
        """A request that fits what the document says."""
        path, query = operation.path, {}
        for parameter in operation.parameters:
            name, where = parameter["name"], parameter["in"]
            if where == "path":
                noun = noun_before(operation.path, name)
                value = self.value(parameter["schema"], noun if name == "id" else name)
                path = path.replace(f"{{{name}}}", str(value))
            elif where == "query" and (parameter.get("required") or self._random.random() < 0.5):
                value = self.value(parameter["schema"], name)
                if value is not None:
                    query[name] = value
        body = None
        if JSON in operation.bodies:
            body = self.value(operation.bodies[JSON].get("schema", {}), "body")
        return Drawn(operation, path, query, body)

    def value(self, schema: Schema, name: str, depth: int = 0) -> Any:
        """A value of a schema; `name` says to whom it belongs."""
        schema = self._resolved(schema)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._random.choice(schema["enum"])
        for several in ("anyOf", "oneOf"):
            if several in schema:
                return self.value(self._random.choice(schema[several]), name, depth)
        if "allOf" in schema:
            merged = {key: v for one in schema["allOf"] for key, v in self._resolved(one).items()}
            return self.value(merged, name, depth)
        match schema.get("type"):
            case "object":
                return self._object(schema, depth)
            case "array":
                least = schema.get("minItems", 0)
                count = (
                    self._random.randint(least, max(least, MOST_ITEMS))
                    if depth < DEEPEST
                    else least
                )
                return [self.value(schema.get("items", {}), name, depth + 1) for _ in range(count)]
            case "integer" | "number" as kind:
                return self._number(schema, kind)
            case "boolean":
                return self._random.random() < 0.5
            case "null":
                return None
        return self._words(name)

    def _object(self, schema: Schema, depth: int) -> dict[str, Any]:
        found = {}
        needed = set(schema.get("required", ()))
        for name, one in schema.get("properties", {}).items():
            if name in needed or (depth < DEEPEST and self._random.random() < 0.4):
                found[name] = self.value(one, name, depth + 1)
        return found

    def _number(self, schema: Schema, kind: str) -> float:
        least = schema.get("minimum", schema.get("exclusiveMinimum", 0))
        most = schema.get("maximum", schema.get("exclusiveMaximum", least + 100))
        if kind == "integer":
            low = int(least) + ("exclusiveMinimum" in schema)
            high = int(most) - ("exclusiveMaximum" in schema)
            return self._random.randint(low, max(low, min(high, low + 100)))
        return round(self._random.uniform(least, min(most, least + 100)), 2) or 1.0

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            found: Any = self._document
            for part in schema["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            schema = found
        return schema


def noun_before(path: str, name: str) -> str:
    """`plans` for `{id}` in `/v1/plans/{id}/schedule`."""
    before = path.split(f"{{{name}}}")[0].strip("/").split("/")
    return before[-1] if before else name
