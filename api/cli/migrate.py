"""`migrate`: bring the database to the schema of this program."""

from __future__ import annotations

from api.cli.options import Json, Language
from api.cli.refusals import Exit, Refused
from api.cli.service_options import Database, SettingsFile, settings_of
from api.cli.voice import voice


def migrate(
    database: Database = None,
    settings: SettingsFile = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """Run every migration that the database has not seen; all of them, or none."""
    from api.store.migrate import newest
    from api.store.opening import UnusableDatabaseError, migrated

    terminal = voice(language, json)
    read = settings_of(settings, database=database)
    try:
        migrated(read.database.get_secret_value()).close()
    except UnusableDatabaseError as error:
        raise Refused(Exit.BAD_INPUT, [error.finding]) from error
    terminal.answer({"revision": newest()})
    terminal.say("cli.migrated", revision=newest() or "")
    return Exit.DONE
