"""`backup` and `restore`: the whole database in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import Json, Language
from api.cli.refusals import Exit, Refused, bad_input
from api.cli.service_options import Database, SettingsFile, settings_of
from api.cli.voice import voice

Folder = Annotated[
    Path | None,
    typer.Option("--folder", metavar="FOLDER", help="cli.help.backup_folder", show_default=False),
]
KeepDays = Annotated[
    int | None,
    typer.Option("--keep-days", min=1, help="cli.help.keep_days", show_default=False),
]
BackupFile = Annotated[
    Path, typer.Argument(metavar="BACKUP.zip", help="cli.help.backup_file", show_default=False)
]
Replace = Annotated[bool, typer.Option("--replace", help="cli.help.replace", show_default=False)]


def backup(
    folder: Folder = None,
    keep_days: KeepDays = None,
    database: Database = None,
    settings: SettingsFile = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """Write one consistent state of the database, while the service runs."""
    from api.store.backup import back_up, expire
    from api.store.ids import now
    from api.store.opening import UnusableDatabaseError, as_it_is

    terminal = voice(language, json)
    read = settings_of(settings, database=database)
    place = folder or read.state / "backups"
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        store = as_it_is(read.database.get_secret_value())
        try:
            path = back_up(store, place)
        finally:
            store.close()
        old = [] if keep_days is None else expire(place, keep_days, now())
    except UnusableDatabaseError as error:
        raise Refused(Exit.BAD_INPUT, [error.finding]) from error
    except OSError as error:
        raise bad_input("output_not_writable", f"file:{place}") from error
    terminal.answer({"written": [str(path)], "deleted": [str(one) for one in old]})
    terminal.say("cli.written", file=str(path))
    for one in old:
        terminal.say("cli.backup_expired", file=str(one))
    terminal.say("cli.backup_secret")
    return Exit.DONE


def restore(
    file: BackupFile,
    replace: Replace = False,
    database: Database = None,
    settings: SettingsFile = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """Make the database what it was when the backup was made, or leave it as it is."""
    from api.store.archive import BrokenBackupError
    from api.store.opening import UnusableDatabaseError, to_fill
    from api.store.restore import RestoreRefusedError
    from api.store.restore import restore as brought_back

    terminal = voice(language, json)
    read = settings_of(settings, database=database)
    try:
        store = to_fill(read.database.get_secret_value())
        try:
            done = brought_back(store, file, replace=replace)
        finally:
            store.close()
    except (UnusableDatabaseError, BrokenBackupError, RestoreRefusedError) as error:
        raise Refused(Exit.BAD_INPUT, [error.finding]) from error
    rows = sum(table.rows for table in done.manifest.tables.values())
    made = done.manifest.made.isoformat(timespec="seconds")
    terminal.answer({"made": made, "rows": rows, "waiting": done.waiting})
    terminal.say("cli.restored", made=made, rows=rows)
    if done.waiting:
        terminal.say("cli.restored_waiting", jobs=done.waiting)
    return Exit.DONE
