"""`serve`: the service on one address, with everything it needs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.options import Json, Language
from api.cli.refusals import Exit, Refused, bad_input
from api.cli.service_options import (
    Database,
    Host,
    JobsAtOnce,
    Port,
    SettingsFile,
    SolverWorkers,
    settings_of,
)
from api.cli.voice import voice

if TYPE_CHECKING:
    from api.serving import Listening
    from api.settings import Settings


Demo = Annotated[bool, typer.Option("--demo", help="cli.help.serve_demo", show_default=False)]


def serve(
    host: Host = None,
    port: Port = None,
    database: Database = None,
    jobs_at_once: JobsAtOnce = None,
    solver_workers: SolverWorkers = None,
    settings: SettingsFile = None,
    demo: Demo = False,
    json: Json = False,
    language: Language = None,
) -> int:
    """Start the service and run it until it is told to stop."""
    terminal = voice(language, json)
    read = settings_of(
        settings,
        host=host,
        port=port,
        database=database,
        jobs_at_once=jobs_at_once,
        solver_workers=solver_workers,
    )

    def tell(listening: Listening) -> None:
        terminal.answer({"address": listening.address})
        terminal.say("cli.serving", address=listening.address)
        # Whoever waits for it through a pipe has it at once.
        sys.stdout.flush()

    run_service(read, tell, pilots=demo)
    return Exit.DONE


def run_service(settings: Settings, tell: Callable[[Listening], None], pilots: bool) -> None:
    """Serve until told to stop.

    Parameters
    ----------
    pilots
        Put the pilots into the database first, if it is empty.

    Raises
    ------
    Refused
        If it cannot start.
    """
    from api.access.entrance import NobodyCanEnter
    from api.pilots import put_in
    from api.serving import CannotListenError, serve_until_told
    from api.store.opening import UnusableDatabaseError

    try:
        serve_until_told(settings, tell, put_in if pilots else None)
    except (CannotListenError, UnusableDatabaseError) as error:
        raise Refused(Exit.BAD_INPUT, [error.finding]) from error
    except NobodyCanEnter as error:
        raise bad_input("nobody_can_enter", "setting:sign_in") from error
