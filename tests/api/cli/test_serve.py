"""`serve` starts without any setting, answers, and stops when it is told to."""

from __future__ import annotations

import asyncio
import json
import queue
import re
import shutil
import signal
import socket
import sqlite3
import stat
import subprocess
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

from api.i18n.catalogue import LANGUAGES, text
from api.jobs.running import PATIENCE_SECONDS
from api.pilots import put_in
from api.principal import LOCAL
from api.serving import STREAM_SECONDS, Listening, Server, listening
from api.store import scenarios
from api.store.opening import opened
from api.store.pages import At
from scenarios.library import load, names
from tests.support.command import command
from tests.support.databases import PostgresServer
from tests.support.running import running
from tests.support.served import until


def address_of(process: subprocess.Popen[str]) -> str:
    """What it says on its first line, as JSON over several lines."""
    assert process.stdout is not None
    said = ""
    while not said.endswith("}\n"):
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        said += line
    return str(json.loads(said)["address"])


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_and_stops_at_a_signal(tmp_path: Path, name: signal.Signals) -> None:
    with running("serve", "--port", "0", "--json", folder=tmp_path) as process:
        address = address_of(process)
        alive = httpx2.get(f"{address}/health")
        ready = httpx2.get(f"{address}/v1/ready")
        loaded = Path(f"/proc/{process.pid}/maps").read_text("utf-8")
        process.send_signal(name)
        code = process.wait(10)

    # A solve is a child with memory of its own.
    assert "_pydantic_core" in loaded
    assert not re.search("ortools|pandas|numpy", loaded)
    assert alive.json() == {"alive": True}
    assert ready.status_code == 200, ready.text
    assert ready.json()["ready"] is True
    assert code == 0
    # Nobody else on the machine reads what pupils choose.
    assert stat.S_IMODE((tmp_path / "etalukkari.db").stat().st_mode) == 0o600


@pytest.mark.slow
def test_a_solve_under_way_keeps_its_best_plan(tmp_path: Path) -> None:
    """What is stored when the service is told to stop is what the next one goes on from."""
    best = "select count(*), max(number) from plan_steps"
    with running("serve", "--port", "0", "--json", folder=tmp_path) as process:
        with httpx2.Client(base_url=address_of(process), timeout=30) as client:
            body = load("savogrow-spring").normal_form()
            scenario = client.post("/v1/scenarios", json=body).json()["id"]
            asked = {"seconds": 60, "workers": 1, "seed": 1}
            plan = client.post(f"/v1/scenarios/{scenario}/plans", json=asked).json()["id"]
            until(lambda: rows(tmp_path, best)[0] > 0, 50)
            state = client.get(f"/v1/plans/{plan}").json()["status"]
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        code = process.wait(20)
        took = time.monotonic() - began

    assert (state, code) == ("solving", 0)
    assert took < STREAM_SECONDS + PATIENCE_SECONDS + 2
    assert rows(tmp_path, best)[0] > 0
    assert rows(tmp_path, "select state, owner from jobs") == ("queued", None)


def rows(folder: Path, question: str) -> tuple[Any, ...]:
    """The one row of an answer of the database that a service has written."""
    with closing(sqlite3.connect(folder / "etalukkari.db")) as connection:
        found: tuple[Any, ...] = connection.execute(question).fetchone()
    return found


def test_the_second_signal_ends_it_at_once(tmp_path: Path) -> None:
    with running("serve", "--port", "0", "--json", folder=tmp_path) as process:
        address_of(process)
        # Between two ticks of the server both arrive before it has begun to end.
        process.send_signal(signal.SIGTERM)
        time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        code = process.wait(5)

    assert code == -signal.SIGTERM


def test_no_part_of_an_answer_waits_until_another_is_acknowledged() -> None:
    """Nagle's algorithm and delayed acknowledgements together cost 40 ms for each request."""
    found: list[int] = []

    async def asked(listener: socket.socket) -> None:
        def answer(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            own = writer.get_extra_info("socket")
            found.append(own.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        async with await asyncio.start_server(answer, sock=listener):
            reader, writer = await asyncio.open_connection(*listener.getsockname())
            await reader.read()
            writer.close()

    with listening("127.0.0.1", 0) as listener:
        asyncio.run(asked(listener))

    assert found == [1]


def test_listeners_do_not_keep_it_from_ending() -> None:
    app = FastAPI()

    @app.get("/events")
    def events() -> StreamingResponse:
        return StreamingResponse(iter(lambda: time.sleep(0.05) or "x", "y"))

    with listening("127.0.0.1", 0) as listener:
        heard: queue.Queue[Listening] = queue.Queue()
        config = uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=STREAM_SECONDS)
        server = threading.Thread(target=Server(config, heard.put).run, args=([listener],))
        server.start()
        told = heard.get(timeout=10)
        with httpx2.stream("GET", f"{told.address}/events") as stream:
            assert next(stream.iter_bytes())
            began = time.monotonic()
            told.stop()
            server.join(10)

    assert not server.is_alive()
    assert time.monotonic() - began < STREAM_SECONDS + 2


def refused(code: str, *options: str, language: str = "en") -> str:
    """What it says when it does not start."""
    said = command("serve", "--port", "0", "--language", language, *options)
    assert said.code == 2, said.err
    assert "Traceback" not in said.err
    assert text_of(code, language) in said.err, said.err
    return said.err


def text_of(code: str, language: str) -> str:
    """The words of a sentence up to its first gap."""
    return text(code, language).partition("{")[0]


def test_a_database_of_a_newer_program_is_said(migrated_file: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.db"
    shutil.copy(migrated_file, newer)
    with closing(sqlite3.connect(newer)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    refused("database_newer", "--database", f"sqlite:///{newer}")


def test_files_that_are_no_database_are_said(tmp_path: Path) -> None:
    (tmp_path / "table.xlsx").write_bytes(b"PK" * 4000)

    refused("database_not_ours", "--database", f"sqlite:///{tmp_path}/table.xlsx")
    refused("database_no_folder", "--database", f"sqlite:///{tmp_path}/none/x.db")
    refused("database_not_writable", "--database", f"sqlite:///{tmp_path}")
    # Nobody can make a file here, root neither.
    refused("database_not_writable", "--database", "sqlite:////proc/self/x.db")


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    address = f"postgresql://somebody:hidden@127.0.0.1:{port}/x"

    for language in LANGUAGES:
        said = refused("database_unreachable", "--database", address, language=language)
        assert "hidden" not in said


def test_rights_that_are_missing_are_said(postgres: PostgresServer) -> None:
    address = postgres.new_database()
    name = address.rpartition("/")[2]
    postgres.execute("CREATE ROLE reader LOGIN")
    postgres.execute(f"REVOKE ALL ON DATABASE {name} FROM public")
    postgres.execute(f"GRANT CONNECT ON DATABASE {name} TO reader")

    said = refused("database_refuses", "--database", address.replace("postgres@", "reader@"))

    assert "permission denied" in said


def test_nobody_could_come_in(tmp_path: Path) -> None:
    with running("serve", folder=tmp_path, environment={"ETALUKKARI_SIGN_IN": "true"}) as process:
        said = process.communicate(timeout=20)[1]

    assert process.returncode == 2
    assert text_of("nobody_can_enter", "en") in said


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = command(
            *("serve", "--port", str(port), "--language", "en"),
            *("--database", f"sqlite:///{tmp_path}/x.db"),
        )

    assert said.code == 2
    assert f"Port {port} is in use" in said.err


def test_every_wrong_setting_is_said_at_once() -> None:
    said = command(
        *("serve", "--host", "0.0.0.0", "--port", "70000", "--jobs-at-once", "99"),
        *("--database", "mysql://somewhere", "--language", "en"),
    )

    assert said.code == 2
    assert len(said.err.splitlines()) == 4
    for words in ("reached from other machines", "0 to 65,535", "0 to 64", "sqlite:///"):
        assert words in said.err


def test_the_pilots_are_put_into_an_empty_database_once(tmp_path: Path) -> None:
    store = opened(f"sqlite:///{tmp_path}/x.db")

    assert put_in(store) == 2 * 10
    assert put_in(store) == 0
    with store.read() as connection:
        rows = scenarios.page(connection, LOCAL, scenarios.Wanted(), At(limit=50)).rows
    store.close()

    assert [row.name for row in rows][:2] == [load(name).settings.name for name in names()[:2]]
