"""Only who says nothing new for long, while others could be heard, is given up."""

from __future__ import annotations

import os
import subprocess
import sys

from api.jobs.silence import Silence
from api.jobs.worker_id import is_gone, new_attempt, new_worker


def looks(silence: Silence, said: list[str], seconds: float = 2.0, begin: float = 0.0) -> list[str]:
    """The dead after looks at what `w` said, one every so many seconds."""
    dead: list[str] = []
    for number, word in enumerate(said):
        dead = silence.dead({"w": word}, begin + number * seconds)
    return dead


def test_who_goes_on_talking_lives() -> None:
    assert looks(Silence(10), [str(number) for number in range(20)]) == []


def test_who_is_silent_longer_than_one_has_patience_is_dead() -> None:
    assert looks(Silence(10), ["a"] * 6) == []
    assert looks(Silence(10), ["a"] * 7) == ["w"]


def test_while_nobody_could_be_heard_nobody_falls_silent() -> None:
    silence = Silence(10)
    looks(silence, ["a"] * 5)

    assert silence.dead({"w": "a"}, 70.0) == []
    assert silence.dead({"w": "a"}, 72.0) == []
    assert looks(silence, ["a"] * 7, begin=74.0) == ["w"]


def test_who_is_not_there_any_more_is_nobodys_concern() -> None:
    silence = Silence(10)
    looks(silence, ["a"] * 6)

    assert silence.dead({}, 12.0) == []


def test_an_id_tells_whether_its_process_is_gone() -> None:
    code = "from api.jobs.worker_id import new_worker; print(new_worker())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert is_gone(done.stdout.strip())
    assert not is_gone(new_worker())
    assert not is_gone(f"elsewhere-00000000-{os.getpid()}-abcdef")
    assert not is_gone("w1")


def test_no_two_ids_are_the_same_and_an_attempts_begins_with_its_workers() -> None:
    worker = new_worker()

    assert len({new_worker() for _ in range(50)}) == 50
    assert len({new_attempt(worker) for _ in range(50)}) == 50
    assert all(new_attempt(worker).split(".")[0] == worker for _ in range(3))
    assert len(new_attempt(worker)) <= 64
