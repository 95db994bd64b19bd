"""The service at the end of `demo`: with the pilots in it, on this machine only."""

from __future__ import annotations

import sys
import threading
from http import HTTPStatus
from pathlib import Path

import httpx2

from api.cli.refusals import Refused
from api.cli.serve import run_service
from api.cli.terminal import Terminal
from api.serving import Listening
from api.setting_sources import read_settings

ANSWER_SECONDS = 10.0
ANY_FREE = 0


def serve_pilots(folder: Path, terminal: Terminal) -> None:
    """Serve until Ctrl-C; where nobody is there to press it, until an answer was seen.

    Parameters
    ----------
    folder
        Where the database is, apart from any other.
    """
    address = f"sqlite:///{folder / 'etalukkari.db'}"
    attended = sys.stdin is not None and sys.stdin.isatty()
    seen: list[int] = []

    def tell(listening: Listening) -> None:
        terminal.say("cli.serving", address=listening.address)
        sys.stdout.flush()
        if not attended:
            threading.Thread(target=_look, args=(listening, seen)).start()

    # Nothing of the environment: it could name the database of an office.
    given = {"database": address, "state": folder / "state", "log_level": "warning"}
    settings = read_settings({}, given)
    try:
        run_service(settings, tell, pilots=True)
    except Refused as refused:
        if [one.code for one in refused.findings] != ["port_taken"]:
            raise
        run_service(settings.model_copy(update={"port": ANY_FREE}), tell, pilots=True)
    if not attended:
        if seen != [HTTPStatus.OK]:
            raise RuntimeError(f"the service did not answer: {seen}")
        terminal.say("cli.demo_answers", database=address)


def _look(listening: Listening, seen: list[int]) -> None:
    try:
        with httpx2.Client(
            base_url=listening.address, timeout=ANSWER_SECONDS, trust_env=False
        ) as client:
            seen.append(client.get("/v1/ready").status_code)
    finally:
        listening.stop()
