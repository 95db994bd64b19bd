"""Write what a command makes: whole files or none, and found out before the work is done."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from api.cli.refusals import Exit, Refused, bad_input
from scenarios.findings import Finding, Shown


def check_outputs(
    outputs: Iterable[Path | None], inputs: Iterable[Path], endings: Collection[str] = ()
) -> None:
    """Refuse files that cannot or must not be written, all at once and before any work is done.

    Parameters
    ----------
    outputs
        `None` where nothing is asked for.
    endings
        Those that the files may have, if not any.
    """
    given = [path for path in outputs if path is not None]
    wrong = [*wrong_outputs(given, inputs), *(wrong_endings(given, endings) if endings else ())]
    if wrong:
        raise Refused(Exit.BAD_INPUT, wrong)


def wrong_outputs(outputs: Iterable[Path], inputs: Iterable[Path]) -> Iterator[Finding]:
    """What could not be written in the end, what is an input, and two things for one file.

    A previous plan may be written over: people go on with a plan under its name.
    """
    read = {path.resolve() for path in inputs}
    taken: set[Path] = set()
    for path in outputs:
        place = path.resolve()
        if path.is_dir():
            yield _wrong("output_is_a_folder", path)
        elif not path.parent.is_dir():
            yield _wrong("output_folder_missing", path, folder=str(path.parent))
        elif not os.access(path.parent, os.W_OK):
            yield _wrong("output_not_writable", path)
        elif place in read:
            yield _wrong("output_is_input", path)
        elif place in taken:
            yield _wrong("output_twice", path)
        taken.add(place)


def wrong_endings(outputs: Iterable[Path], endings: Collection[str]) -> Iterator[Finding]:
    """Files that end otherwise."""
    for path in outputs:
        if path.suffix.lower() not in endings:
            yield _wrong("export_unknown", path, allowed=", ".join(endings))


def _wrong(code: str, path: Path, **numbers: Shown) -> Finding:
    return Finding(code=code, subjects=(f"file:{path}",), numbers=numbers)


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
