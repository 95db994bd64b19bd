"""`keys`: who may come in with a key; each is shown once, when it is made."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.options import Json, Language
from api.cli.refusals import Exit, Refused, bad_input
from api.cli.service_options import Database, SettingsFile, settings_of
from api.cli.terminal import Terminal
from api.cli.voice import voice
from api.principal import LOCAL, LONGEST_AREA, LONGEST_ID, NotAName, Principal, Role

if TYPE_CHECKING:
    from api.access.issuing import Issued
    from api.store.engine import Store


class Do(StrEnum):
    """What is done with keys."""

    ADD = "add"
    LIST = "list"
    REVOKE = "revoke"
    ROTATE = "rotate"


Deed = Annotated[Do, typer.Argument(metavar="DO", help="cli.help.keys_do", show_default=False)]
Key = Annotated[
    str | None, typer.Argument(metavar="KEY", help="cli.help.keys_id", show_default=False)
]
Name = Annotated[str, typer.Option("--name", help="cli.help.keys_name", show_default=False)]
Held = Annotated[Role | None, typer.Option("--role", help="cli.help.keys_role", show_default=False)]
Area = Annotated[str, typer.Option("--area", help="cli.help.keys_area")]
Municipality = Annotated[
    str | None,
    typer.Option("--municipality", help="cli.help.keys_municipality", show_default=False),
]
School = Annotated[
    str | None, typer.Option("--school", help="cli.help.keys_school", show_default=False)
]
Days = Annotated[
    int | None,
    typer.Option("--days", min=1, max=3650, help="cli.help.keys_days", show_default=False),
]
COLUMNS = ("id", "name", "role", "area", "municipality", "school", "expires", "last_used")


def keys(
    do: Deed,
    key: Key = None,
    name: Name = "",
    role: Held = None,
    area: Area = LOCAL.area,
    municipality: Municipality = None,
    school: School = None,
    days: Days = None,
    database: Database = None,
    settings: SettingsFile = None,
    json: Json = False,
    language: Language = None,
) -> int:
    """Make a key, list those there are, end one, or give one another secret."""
    from api.store.opening import UnusableDatabaseError, opened

    terminal = voice(language, json)
    read = settings_of(settings, database=database)
    holder = _holder(role, area, municipality, school) if do is Do.ADD else None
    try:
        store = opened(read.database.get_secret_value())
    except UnusableDatabaseError as error:
        raise Refused(Exit.BAD_INPUT, [error.finding]) from error
    try:
        if holder is not None:
            _add(store, terminal, holder, name, days)
        elif do is Do.LIST:
            _list(store, terminal)
        elif do is Do.REVOKE:
            _revoke(store, terminal, _named(key))
        else:
            _rotate(store, terminal, _named(key))
    finally:
        store.close()
    return Exit.DONE


def _holder(
    role: Role | None, area: str, municipality: str | None, school: str | None
) -> Principal:
    if role is None:
        raise bad_input("key_option_missing", option="--role")
    if role is Role.COORDINATOR and municipality is not None:
        raise bad_input("key_holder_wrong", role=role.value)
    try:
        return Principal("_", area, role, municipality, school)
    except NotAName:
        raise bad_input("key_name_wrong", area=LONGEST_AREA, other=LONGEST_ID) from None
    except ValueError:
        raise bad_input("key_holder_wrong", role=role.value) from None


def _named(key: str | None) -> str:
    if key is None:
        raise bad_input("key_option_missing", option="KEY")
    return key


def _add(store: Store, terminal: Terminal, holder: Principal, name: str, days: int | None) -> None:
    from api.access.issuing import issue
    from api.store.ids import now

    expires = None if days is None else now() + timedelta(days=days)
    with store.write() as connection:
        issued = issue(connection, holder, name, expires)
    _show(terminal, issued)


def _rotate(store: Store, terminal: Terminal, key: str) -> None:
    from api.access.issuing import renew

    with store.write() as connection:
        issued = renew(connection, key)
    if issued is None:
        raise bad_input("key_unknown", id=key)
    _show(terminal, issued)


def _revoke(store: Store, terminal: Terminal, key: str) -> None:
    from api.access.issuing import end

    with store.write() as connection:
        ended = end(connection, key)
    if not ended:
        raise bad_input("key_unknown", id=key)
    terminal.answer({"revoked": key})
    terminal.say("cli.keys.revoked", id=key)


def _list(store: Store, terminal: Terminal) -> None:
    from api.store import keys as kept
    from api.store.ids import now

    moment = now()
    with store.read() as connection:
        rows = [one for one in kept.every(connection) if kept.is_usable(one, moment)]
    found = [{name: getattr(row, name) for name in COLUMNS} for row in rows]
    terminal.answer({"keys": [{name: _plain(one[name]) for name in COLUMNS} for one in found]})
    if not found:
        terminal.say("cli.keys.none")
        return
    if not terminal.as_json:
        heads = [terminal.sentence(f"cli.keys.column.{name}") for name in COLUMNS]
        sys.stdout.write(
            _aligned([heads, *([_cell(one[name]) for name in COLUMNS] for one in found)])
        )


def _aligned(rows: list[list[str]]) -> str:
    """A table that can be copied from, however narrow the terminal."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _show(terminal: Terminal, issued: Issued) -> None:
    terminal.answer(issued._asdict())
    terminal.say("cli.keys.shown_once", secret=issued.key)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)
