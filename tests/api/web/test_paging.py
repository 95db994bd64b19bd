"""What a list takes for a cursor."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.store.pages import At
from api.web import problems
from api.web.paging import CountedPaging, Paged, Paging


@pytest.fixture
def lists() -> TestClient:
    app = FastAPI()
    problems.install(app)

    @app.get("/timed")
    def timed(at: Paging) -> Paged[str]:
        return Paged(items=[repr(at)], next=None)

    @app.get("/counted")
    def counted(at: CountedPaging) -> Paged[str]:
        return Paged(items=[repr(at)], next=None)

    return TestClient(app)


@pytest.mark.parametrize(
    ("path", "cursor"),
    [
        ("/timed", f"{'f' * 14}-{'0' * 32}"),
        ("/timed", f"{'0' * 14}-{'f' * 32}"),
        ("/counted", "f" * 15),
    ],
)
def test_a_cursor_of_the_pattern_is_taken(lists: TestClient, path: str, cursor: str) -> None:
    answer = lists.get(path, params={"cursor": cursor, "limit": 3})

    assert answer.json() == {"items": [repr(At(cursor, 3))], "next": None}


@pytest.mark.parametrize("path", ["/timed", "/counted"])
@pytest.mark.parametrize(
    "asked", [{"cursor": "x"}, {"cursor": ""}, {"cursor": "0" * 40}, {"limit": 0}, {"limit": 201}]
)
def test_anything_else_is_a_problem(lists: TestClient, path: str, asked: dict[str, str]) -> None:
    answer = lists.get(path, params=asked)

    assert answer.status_code == 422
    assert answer.json()["findings"][0]["code"] == "request_field"
