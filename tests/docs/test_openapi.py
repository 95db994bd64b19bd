"""The committed description of the interface is that of the routes, whole, with stable names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from api.web.openapi import NAMES
from tests.docs.openapi import PAGE, described
from tests.docs.pages import DOCS

DOCUMENT: dict[str, Any] = json.loads(PAGE.read_text(encoding="utf-8"))


def operations() -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            yield f"{method} {path}", operation


OPERATIONS = dict(operations())


def test_the_committed_description_is_that_of_the_routes() -> None:
    """After a change on purpose: `python -m tests.docs.openapi`."""
    assert described() == PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("place", OPERATIONS)
def test_every_operation_can_be_used_from_the_description(place: str) -> None:
    operation = OPERATIONS[place]

    assert re.fullmatch("[a-z]+([A-Z][a-z]+)*", operation["operationId"])
    assert operation["tags"]
    assert operation["description"].rstrip().endswith(".")
    for status, answer in operation["responses"].items():
        if status[0] in "45" and "ready" not in place:
            assert "application/problem+json" in answer["content"], status


def test_names_are_of_one_operation_each() -> None:
    names = [one["operationId"] for one in OPERATIONS.values()]

    assert len(set(names)) == len(names)
    assert set(NAMES) <= set(OPERATIONS)


def test_everything_that_is_referred_to_is_there() -> None:
    text = PAGE.read_text(encoding="utf-8")

    used = set(re.findall(r'"#/components/schemas/([^"]+)"', text))
    assert used <= set(DOCUMENT["components"]["schemas"])


def test_every_address_on_the_page_is_one_of_the_interface() -> None:
    page = (DOCS / "api.md").read_text(encoding="utf-8")
    patterns = [re.sub(r"{\w+}", "[^/]+", path) for path in DOCUMENT["paths"]]

    shown = re.findall(r"ADDRESS(/v1/[^ `'?]*)", page)
    assert len(shown) > 10
    assert [one for one in shown if not any(re.fullmatch(each, one) for each in patterns)] == []
