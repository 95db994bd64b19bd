"""Timefold in Java, modelled as its users model a school, with its default configuration.

The jars are those of its last Python package. The classes are compiled once, by whoever races;
a run that has to compile them itself pays for it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.files import CACHE
from bench.peers.protocol import Task, task, tell_plan
from bench.peers.timefold_tables import Tables
from scenarios.scenario import Scenario

SOURCES = Path(__file__).with_name("timefold")
MAIN = "etalukkari.Main"
# Parts of the package for tests and for its Python side, and a log that writes among our lines.
NOT_NEEDED = ("assertj", "junit", "logback", "mockito", "python", "test")
SECONDS_TO_END = 0.8


def class_path() -> str:
    """The jars of Timefold.

    Raises
    ------
    RuntimeError
        If its Python package is not installed.
    """
    # The package itself starts a virtual machine when it is imported; only its place is wanted.
    found = importlib.util.find_spec("timefold")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("the package timefold is not installed: make setup-bench")
    jars = sorted(Path(found.submodule_search_locations[0]).glob("solver/jars/*.jar"))
    return ":".join(str(jar) for jar in jars if not any(word in jar.name for word in NOT_NEEDED))


def compiled() -> Path:
    """The folder of the classes, compiled if the sources have changed."""
    sources = sorted(SOURCES.glob("*.java"))
    content = b"".join(path.read_bytes() for path in sources)
    folder = CACHE / "timefold" / hashlib.sha256(content).hexdigest()[:16]
    if not folder.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE) as fresh:
            made = Path(fresh) / "classes"
            command = ["javac", "-proc:none", "-d", str(made), "-cp", class_path()]
            subprocess.run([*command, *map(str, sources)], check=True)
            folder.parent.mkdir(exist_ok=True)
            made.rename(folder)
    return folder


def run(given: Task) -> None:
    """Write the tables, let the solver work, tell each of its timetables as a plan."""
    tables = Tables(Scenario.model_validate(given.tables()))
    path = f"{compiled()}:{class_path()}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tables.txt"
        file.write_text("\n".join(tables.lines()), encoding="ascii")
        millis = max(1, round(1000 * (given.left - SECONDS_TO_END)))
        command = ["java", "-cp", path, MAIN, str(file), str(millis), str(given.seed)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for line in child.stdout:
                _, _, spots = line.partition("\t")
                tell_plan(tables.plan([int(number) for number in spots.split()]))
        if child.returncode:
            raise RuntimeError(f"java ended with code {child.returncode}")


def main() -> int:
    """Solve with Timefold."""
    run(task("timefold"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
