"""Files in parts and again."""

from __future__ import annotations

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.testclient import TestClient

from api.web import conditions, files, problems

BODY = bytes(range(100))


@pytest.fixture
def reader() -> TestClient:
    app = FastAPI()
    problems.install(app)
    conditions.install(app)
    app.state.body = BODY

    @app.get("/file")
    def show(request: Request) -> Response:
        body: bytes = app.state.body
        file = files.File("0" * 32, "lukkari kevät.bin", "application/octet-stream", body)
        return files.sent_file(request, file)

    return TestClient(app)


@pytest.mark.parametrize(
    ("asked", "part", "told"),
    [
        ("bytes=0-9", BODY[:10], "bytes 0-9/100"),
        ("bytes=90-", BODY[90:], "bytes 90-99/100"),
        ("bytes=90-1000", BODY[90:], "bytes 90-99/100"),
        ("bytes=-10", BODY[90:], "bytes 90-99/100"),
        ("bytes=-1000", BODY, "bytes 0-99/100"),
        ("bytes=99-99", BODY[99:], "bytes 99-99/100"),
    ],
)
def test_one_part_is_sent(reader: TestClient, asked: str, part: bytes, told: str) -> None:
    answer = reader.get("/file", headers={"Range": asked})

    assert (answer.status_code, answer.content) == (206, part)
    assert answer.headers["Content-Range"] == told
    assert answer.headers["Content-Length"] == str(len(part))


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused(reader: TestClient, asked: str) -> None:
    answer = reader.get("/file", headers={"Range": asked})

    assert (answer.status_code, answer.json()["code"]) == (416, "range_beyond_end")
    assert answer.headers["Content-Range"] == "bytes */100"


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=5-1", "bytes=-", "bytes=a-b", "x=0-1"])
def test_what_is_no_single_range_gets_the_whole(reader: TestClient, asked: str) -> None:
    answer = reader.get("/file", headers={"Range": asked})

    assert (answer.status_code, answer.content) == (200, BODY)


def test_a_part_of_another_edition_is_not_sent(reader: TestClient) -> None:
    tag = reader.get("/file").headers["ETag"]
    headers = {"Range": "bytes=0-9", "If-Range": tag}
    assert reader.get("/file", headers=headers).status_code == 206

    app = reader.app
    assert isinstance(app, FastAPI)
    app.state.body = BODY[::-1]
    whole = reader.get("/file", headers=headers)

    assert (whole.status_code, whole.content) == (200, BODY[::-1])


def test_a_known_file_is_not_sent_again(reader: TestClient) -> None:
    first = reader.get("/file")
    again = reader.get("/file", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Content-Disposition"] == (
        "attachment; filename=\"lukkari_kev_t.bin\"; filename*=UTF-8''lukkari%20kev%C3%A4t.bin"
    )
