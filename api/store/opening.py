"""Open the database of the service: migrated and fit for use, or one word on why not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

from api.store.engine import Store
from api.store.migrate import is_known, migrate, newest, revision
from scenarios.findings import Finding

OWNERS_ALONE = 0o600


class UnusableDatabaseError(Exception):
    """The database cannot be used as it is.

    Attributes
    ----------
    finding
        Why, without the password that may stand in the address.
    """

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.code)


def opened(address: str) -> Store:
    """The store at an address, with the schema of this program.

    A SQLite file and an empty database are brought to it. A PostgreSQL database that other
    processes may be working with is brought to it by whoever runs it, after a backup.

    Raises
    ------
    UnusableDatabaseError
        If it cannot be reached, written or understood, or is of another program's schema.
    """
    return _opened(address, _bring_forward_alone)


def migrated(address: str) -> Store:
    """The store at an address, brought to the schema of this program whatever it had.

    Raises
    ------
    UnusableDatabaseError
        If it cannot be reached, written or understood, or a newer program has migrated it.
    """
    return _opened(address, _bring_forward)


def as_it_is(address: str) -> Store:
    """The store at an address, which has the schema of this program already.

    Raises
    ------
    UnusableDatabaseError
        If it cannot be reached, has nothing in it or has another schema.
    """
    return _opened(address, _refuse_others, make=False)


def to_fill(address: str) -> Store:
    """The store at an address, whatever is in it.

    Raises
    ------
    UnusableDatabaseError
        If it cannot be reached, written or understood.
    """
    return _opened(address, revision)


def is_ready(store: Store) -> bool:
    """Whether the database answers and has the schema of this program."""
    return revision(store) == newest()


def files_of(store: Store) -> list[Path]:
    """The file of a SQLite database."""
    return [Path(store.engine.url.database or "").absolute()] if store.on_sqlite else []


def _opened(address: str, prepare: Callable[[Store], object], make: bool = True) -> Store:
    store = Store(address)
    try:
        _look_at_file(store)
        if make:
            _make_file(store)
        with _told_in_words(store):
            prepare(store)
    except BaseException:
        store.close()
        raise
    return store


def _make_file(store: Store) -> None:
    """A new file is its owner's alone to read; those that SQLite puts beside it are like it."""
    for path in files_of(store):
        try:
            if not path.exists():
                path.touch(mode=OWNERS_ALONE)
        except OSError as error:
            raise _unusable("database_not_writable", file=str(path)) from error


def _bring_forward_alone(store: Store) -> None:
    found = revision(store)
    if found is not None and not store.on_sqlite:
        _refuse_others(store)
    else:
        _bring_forward(store)


def _bring_forward(store: Store) -> None:
    found = revision(store)
    if found is not None and not is_known(found):
        raise _unusable("database_newer")
    # One that is as it should be is not locked for writing by every process that starts.
    if found != newest():
        migrate(store)


def _refuse_others(store: Store) -> None:
    # To look into a file that is not there would make it.
    missing = any(not path.exists() for path in files_of(store))
    found = None if missing else revision(store)
    if found is None:
        raise _unusable("database_empty")
    if not is_known(found):
        raise _unusable("database_newer")
    if found != newest():
        raise _unusable("database_older")


@contextmanager
def _told_in_words(store: Store) -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        # What the system told of the file's rights is not all: it may lie on a disk for reading.
        unwritable = store.on_sqlite and "locked" not in _reason(error)
        if unwritable:
            raise _unusable("database_not_writable", file=str(files_of(store)[0])) from error
        raise _unusable("database_unreachable", why=_reason(error)) from error
    except ProgrammingError as error:
        raise _unusable("database_refuses", why=_reason(error)) from error
    except DBAPIError as error:
        raise _unusable("database_not_ours", why=_reason(error)) from error


def _look_at_file(store: Store) -> None:
    """SQLite's own words do not tell a missing folder from one that may not be written."""
    for path in files_of(store):
        if not path.parent.is_dir():
            raise _unusable("database_no_folder", file=str(path.parent))
        # Two files beside it are written, too.
        written = [path.parent, path] if path.exists() else [path.parent]
        if path.is_dir() or not all(os.access(one, os.W_OK) for one in written):
            raise _unusable("database_not_writable", file=str(path))


def _reason(error: DBAPIError) -> str:
    return next(iter(str(error.orig).strip().splitlines()), type(error.orig).__name__)


def _unusable(code: str, **numbers: str) -> UnusableDatabaseError:
    return UnusableDatabaseError(
        Finding(code=code, subjects=("setting:database",), numbers=numbers)
    )
