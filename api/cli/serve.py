"""`serve`: the service on one address, with everything it needs."""

from __future__ import annotations

import sys

from api.cli.options import Json, Language
from api.cli.refusals import Exit, Refused
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


def serve(
    host: Host = None,
    port: Port = None,
    database: Database = None,
    jobs_at_once: JobsAtOnce = None,
    solver_workers: SolverWorkers = None,
    settings: SettingsFile = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """Start the service and run it until it is told to stop."""
    from api.serving import CannotListenError, Listening, serve_until_told
    from api.store.opening import UnusableDatabaseError

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

    try:
        serve_until_told(read, tell)
    except (CannotListenError, UnusableDatabaseError) as error:
        raise Refused(Exit.BAD_INPUT, [error.finding]) from error
    return Exit.DONE
