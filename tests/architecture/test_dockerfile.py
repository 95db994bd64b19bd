"""The steps of the Dockerfile, run without Docker.

A new folder stands for the image's file system and a new virtual environment for its Python, so
a part that is not copied or not installed is missing here as it would be there.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.files import ROOT

Step = tuple[str, str]


def steps() -> Iterator[Step]:
    """Instruction and argument of each step, continuation lines joined."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            instruction, _, argument = line.partition(" ")
            yield instruction.upper(), argument.strip()


def exec_form(instruction: str) -> list[str]:
    """The words of an instruction such as ENTRYPOINT ["etalukkari"]."""
    argument = dict(steps())[instruction]
    return shlex.split(argument.strip("[]").replace(",", " "))


class Image:
    """A folder and a virtual environment that the steps are carried out in."""

    def __init__(self, folder: Path) -> None:
        self.files = folder / "files"
        self.python = folder / "python"
        self.workdir = self.files
        subprocess.run([sys.executable, "-m", "venv", self.python], check=True)

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        path = f"{self.python / 'bin'}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "PIP_QUIET": "1"}
        environment.pop("PYTHONPATH", None)
        return subprocess.run(
            ["sh", "-euc", command],
            cwd=self.workdir,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )

    def carry_out(self, step: Step) -> None:
        match step:
            case "WORKDIR", folder:
                self.workdir = self.files / folder.lstrip("/")
                self.workdir.mkdir(parents=True, exist_ok=True)
            case "COPY", argument:
                *sources, target = argument.split()
                for source in sources:
                    self.copy(ROOT / source, self.workdir / target)
            case "RUN", command:
                done = self.run(command)
                assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"

    def copy(self, source: Path, target: Path) -> None:
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.mo")
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=ignored)
        else:
            shutil.copy(source, target)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_steps_make_a_working_program(tmp_path: Path) -> None:
    image = Image(tmp_path)

    for step in steps():
        image.carry_out(step)
    helped = image.run(shlex.join(exec_form("ENTRYPOINT") + exec_form("CMD")))
    demo = image.run(shlex.join([*exec_form("ENTRYPOINT"), "demo"]))

    assert helped.returncode == 0, helped.stderr
    assert "solve" in helped.stdout
    assert demo.returncode == 0, demo.stderr


def test_nothing_runs_as_root() -> None:
    users = [argument for instruction, argument in steps() if instruction == "USER"]

    assert users
    assert users[-1] not in ("root", "0")


def test_what_is_copied_is_let_through() -> None:
    """.dockerignore leaves everything out but the lines that begin with an exclamation mark."""
    let_through = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    copied = [
        source
        for instruction, argument in steps()
        if instruction == "COPY"
        for source in argument.split()[:-1]
    ]

    assert [source for source in copied if f"!{source}" not in let_through] == []
