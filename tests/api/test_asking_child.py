"""Questions to a part of the engine: answers as they come, and ends that are not answers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from api.asking_child import ChildError, ChildOverdueError, answer_of, answers_of
from tests.support.build import need, teacher, world

WORLD = world(need("n1"), teacher("t1"))


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose modules children find."""
    found = os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))
    monkeypatch.setenv("PYTHONPATH", found)
    return tmp_path


def test_a_child_that_fails_says_why() -> None:
    with pytest.raises(ChildError, match="KeyError"):
        answer_of("solver.change", {"ask": "nothing", "scenario": WORLD.normal_form()})


def test_a_child_that_reads_nothing_is_a_failure_of_the_child(parts: Path) -> None:
    """Not a broken pipe, which would look as if whoever reads our output had seen enough."""
    (parts / "deaf.py").write_text("import sys\nsys.exit('I cannot hear')\n")

    with pytest.raises(ChildError, match="I cannot hear"):
        list(answers_of("deaf", {"much": "x" * 1_000_000}))


def test_a_child_without_an_answer_is_a_failure(parts: Path) -> None:
    (parts / "mute.py").write_text("import sys\nsys.stdin.read()\n")

    with pytest.raises(ChildError, match="0 answers"):
        answer_of("mute", {})


def test_answers_come_one_by_one_and_no_more_than_are_wanted(parts: Path) -> None:
    (parts / "endless.py").write_text(
        "import itertools, os, sys\n"
        "sys.stdin.read()\n"
        "for _ in itertools.count():\n"
        "    print(os.getpid(), flush=True)\n"
    )
    answers = answers_of("endless", {})
    child = next(answers)
    answers.close()  # type: ignore[attr-defined]

    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_what_a_child_complains_of_does_not_reach_the_terminal(parts: Path) -> None:
    (parts / "noisy.py").write_text(
        "import sys\nsys.stdin.read()\nprint('a traceback', file=sys.stderr)\nprint(1)\n"
    )
    asking = "from api.asking_child import answer_of; print(answer_of('noisy', {}))"
    done = subprocess.run(
        (sys.executable, "-c", asking), capture_output=True, text=True, check=True
    )

    assert (done.stdout, done.stderr) == ("1\n", "")


def test_a_child_that_takes_too_long_is_ended_and_what_it_said_is_kept(parts: Path) -> None:
    (parts / "slow.py").write_text(
        "import sys, time\nsys.stdin.read()\n"
        "print('1', flush=True)\nprint('[2, ', end='', flush=True)\ntime.sleep(60)\n"
    )
    began, heard = time.monotonic(), []

    def listen() -> None:
        heard.extend(answers_of("slow", {}, seconds=0.5))

    with pytest.raises(ChildOverdueError):
        listen()

    assert heard == [1]
    assert time.monotonic() - began < 10


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such priorities")
def test_a_child_that_others_wait_beside_leaves_them_the_machine(
    parts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.child.NICENESS", 15)
    (parts / "kind.py").write_text(
        "import os, sys\nsys.stdin.read()\nprint(os.getpriority(os.PRIO_PROCESS, 0))\n"
    )

    assert answer_of("kind", {}, seconds=30) == 15
    assert answer_of("kind", {}) == os.getpriority(os.PRIO_PROCESS, 0)
