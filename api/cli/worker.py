"""`worker`: a process that only runs jobs, beside others on the same database."""

from __future__ import annotations

import sys

from api.cli.options import Json, Language
from api.cli.refusals import Exit, Refused
from api.cli.service_options import Database, JobsAtOnce, SettingsFile, settings_of
from api.cli.stopping import stoppable
from api.cli.voice import voice
from scenarios.findings import Finding


def worker(
    database: Database = None,
    jobs_at_once: JobsAtOnce = None,
    settings: SettingsFile = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """Run jobs until it is told to stop."""
    from api import logs
    from api.start import started
    from api.store.opening import UnusableDatabaseError

    terminal = voice(language, json)
    read = settings_of(settings, database=database, jobs_at_once=jobs_at_once)
    if read.jobs_at_once == 0:
        raise Refused(Exit.BAD_INPUT, [Finding(code="worker_takes_nothing")])
    logs.configure(read)
    with stoppable() as stop:
        try:
            with started(read) as own:
                terminal.answer({"worker": own.jobs.worker})
                terminal.say("cli.working", worker=own.jobs.worker, jobs=read.jobs_at_once)
                # Whoever waits for it through a pipe has it at once.
                sys.stdout.flush()
                stop.wait()
        except UnusableDatabaseError as error:
            raise Refused(Exit.BAD_INPUT, [error.finding]) from error
    return Exit.DONE
