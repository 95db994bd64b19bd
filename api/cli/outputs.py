"""Write what a command makes: whole files or none, and found out before the work is done."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from api.cli.refusals import bad_input


def check_writable(path: Path) -> None:
    """Refuse a file that could not be written in the end."""
    folder = path.parent
    if path.is_dir():
        raise bad_input("output_is_a_folder", f"file:{path}")
    if not folder.is_dir():
        raise bad_input("output_folder_missing", f"file:{path}", folder=str(folder))
    if not os.access(folder, os.W_OK):
        raise bad_input("output_not_writable", f"file:{path}")


def check_apart(outputs: Iterable[Path], scenario: Path) -> None:
    """Refuse to write over the office's scenario, or two things into one file.

    A previous plan may be written over: people go on with a plan under its name.
    """
    taken: set[Path] = set()
    for path in outputs:
        place = path.resolve()
        if place == scenario.resolve():
            raise bad_input("output_is_input", f"file:{path}")
        if place in taken:
            raise bad_input("output_twice", f"file:{path}")
        taken.add(place)


def made_folder(folder: Path) -> None:
    """Make a folder, if it is not there, in one that is."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise bad_input("output_not_writable", f"file:{folder}") from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step: a reader never sees half of it."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except OSError as error:
        raise bad_input("output_not_writable", f"file:{path}") from error


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
