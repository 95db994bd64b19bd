"""Run the blocks of a page and compare what they print with what the page shows."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.architecture.files import ROOT
from tests.docs.pages import Block, blocks

SECONDS = 60
ANYTHING = "..."
_EXIT = re.compile(r"exit (\d+)")


def run_page(page: Path, folder: Path) -> int:
    """Run every block in the folder, in order; how many were run."""
    namespace: dict[str, Any] = {"__name__": page.stem}
    printed = ""
    count = 0
    for block in blocks(page):
        place = f"{page.name}, line {block.line}"
        if block.not_run:
            continue
        if block.kind == "python":
            printed = _python(block, namespace, place)
        elif block.kind in ("console", "sh"):
            _console(block, folder, place)
        elif block.kind == "text":
            _compare(block.text, printed, place)
        else:
            raise AssertionError(f"{place}: a block tagged `{block.kind}` is never run")
        count += 1
    return count


def _python(block: Block, namespace: dict[str, Any], place: str) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(block.text, place, "exec"), namespace)  # noqa: S102
    return printed.getvalue()


def commands(block: Block) -> list[tuple[str, str]]:
    """Each command of a block and the output that the page shows below it."""
    parts = re.split(r"^\$ ", block.text, flags=re.M)
    assert parts[0].strip() == "", "output before the first command"
    split = [part.partition("\n") for part in parts[1:]]
    assert split, "no line begins with a dollar sign"
    return [(command, output) for command, _, output in split]


def _console(block: Block, folder: Path, place: str) -> None:
    announced = _EXIT.fullmatch(block.note)
    expected = int(announced[1]) if announced else 0
    *before, last = commands(block)
    for command, output in (*before, last):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        said = done.stdout + done.stderr
        code = expected if (command, output) == last else 0
        assert done.returncode == code, (
            f"{place}: `{command}` ended with {done.returncode}:\n{said}"
        )
        if output.strip():
            _compare(output, done.stdout, f"{place}: `{command}`")


def _environment() -> dict[str, str]:
    tools = Path(sys.executable).parent
    return {
        "PATH": f"{tools}{os.pathsep}{os.environ.get('PATH', '')}",
        "HOME": os.environ.get("HOME", "/"),
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "100",
    }


def _compare(shown: str, printed: str, place: str) -> None:
    """A line of three dots stands for any number of lines."""
    pieces = [re.escape(line.rstrip()) for line in shown.strip().splitlines()]
    dots = re.escape(ANYTHING)
    pattern = "".join(r"(?:.*\n)*?" if piece == dots else f"{piece}\n" for piece in pieces)
    lines = "".join(f"{line.rstrip()}\n" for line in printed.strip().splitlines())
    assert re.fullmatch(pattern, lines), f"{place} prints:\n{lines}and the page shows:\n{shown}"


def set_up(folder: Path) -> None:
    """The folder has the environment where README says it is."""
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    assert not folder.is_relative_to(ROOT)
