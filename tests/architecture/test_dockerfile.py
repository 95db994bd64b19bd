"""The steps of the Dockerfile, run without Docker.

A new folder stands for the image's file system and a new virtual environment for its Python, so
a part that is not copied or not installed is missing here as it would be there.
"""

import contextlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from pydantic import ValidationError

from api.settings import Settings
from tests.architecture.files import ROOT
from tests.support.databases import free_port

Step = tuple[str, str]
COORDINATOR = "keys add --role coordinator --name office --json"


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
        self.settings: dict[str, str] = {}
        subprocess.run([sys.executable, "-m", "venv", self.python], check=True)

    def environment(self) -> dict[str, str]:
        """The image's, with its folders where they are here."""
        path = f"{self.python / 'bin'}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "PIP_QUIET": "1"}
        environment.pop("PYTHONPATH", None)
        here = {
            name: value.replace("/data", str(self.files / "data"))
            for name, value in self.settings.items()
        }
        return {**environment, **here}

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", "-euc", command],
            cwd=self.workdir,
            env=self.environment(),
            check=False,
            capture_output=True,
            text=True,
        )

    def carry_out(self, step: Step) -> None:
        match step:
            case "WORKDIR", folder:
                self.workdir = self.files / folder.lstrip("/")
                self.workdir.mkdir(parents=True, exist_ok=True)
            case "ENV", argument:
                self.settings.update(word.split("=", 1) for word in shlex.split(argument))
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

    @contextmanager
    def started(self) -> Iterator[subprocess.Popen[bytes]]:
        """What a container does without any word."""
        words = [*exec_form("ENTRYPOINT"), *exec_form("CMD")]
        with (self.files / "log").open("wb") as log:
            process = subprocess.Popen(
                ["sh", "-euc", "exec " + shlex.join(words)],
                cwd=self.workdir,
                env=self.environment(),
                stdout=log,
                stderr=log,
            )
            try:
                yield process
            finally:
                process.terminate()
                process.wait(20)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_steps_make_a_working_program(tmp_path: Path) -> None:
    """It solves, and it serves: to nobody before there is a key, then to whoever brings it."""
    image = Image(tmp_path)
    for step in steps():
        image.carry_out(step)
    # The image's own port may be taken here; loopback is an address like another to it.
    image.settings |= {"ETALUKKARI_PORT": str(free_port()), "ETALUKKARI_HOST": "127.0.0.1"}
    program = shlex.join(exec_form("ENTRYPOINT"))

    demo = image.run(f"{program} demo")
    keyless = image.run(shlex.join([*exec_form("ENTRYPOINT"), *exec_form("CMD")]))
    made = image.run(f"{program} {COORDINATOR}")
    assert demo.returncode == 0, demo.stderr
    assert keyless.returncode == 2, keyless.stderr
    assert made.returncode == 0, made.stderr
    with image.started() as process:
        address = f"http://127.0.0.1:{image.settings['ETALUKKARI_PORT']}"
        said = until_answered(f"{address}/ready", process)
        healthy = image.run(dict(steps())["HEALTHCHECK"].partition("CMD ")[2])
        shut = httpx2.get(f"{address}/v1/me")
        headers = {"Authorization": f"Bearer {json.loads(made.stdout)['key']}"}
        opened = httpx2.get(f"{address}/v1/me", headers=headers)

    assert said.status_code == 200, said.text
    assert healthy.returncode == 0, healthy.stderr
    assert (shut.status_code, opened.status_code) == (401, 200)
    assert process.returncode == 0, (image.files / "log").read_text("utf-8")
    assert (image.files / "data" / "etalukkari.db").exists()


def until_answered(address: str, process: subprocess.Popen[bytes]) -> httpx2.Response:
    """What it answers once it does."""
    overdue = time.monotonic() + 60
    while True:
        assert process.poll() is None, "it ended"
        assert time.monotonic() < overdue, "no answer"
        with contextlib.suppress(httpx2.TransportError):
            said = httpx2.get(address, timeout=5)
            if said.status_code == 200:
                return said
        time.sleep(0.1)


def test_nobody_is_let_in_without_sign_in() -> None:
    """Without it the program would not start on the image's address."""
    image = {
        name.removeprefix("ETALUKKARI_").lower(): value
        for instruction, argument in steps()
        if instruction == "ENV"
        for name, value in (word.split("=", 1) for word in shlex.split(argument))
        if name.startswith("ETALUKKARI_")
    }

    settings = Settings(**image)

    assert settings.sign_in
    assert not settings.on_loopback
    with pytest.raises(ValidationError, match="sign_in"):
        Settings(**{**image, "sign_in": False})


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
