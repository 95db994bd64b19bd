"""A small scenario in JSON is read by a reader that stays, to the same end as any other."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api import small_files
from api.child import program
from api.reading import Handed, read_file
from api.small_files import MOST_AT_ONCE, SMALL, SmallFiles, is_small
from scenarios.files import written
from tests.support.build import need, world
from tests.support.served import until

SOUND = written(world(need("n1"), need("n2", school="s2")), ".json")
NAME = "scenario.json"


def read(files: SmallFiles, body: bytes = SOUND) -> Handed:
    handed = files.read(body, NAME)
    assert handed is not None
    return handed


def reader(folder: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program in the reader's place."""
    (folder / "odd_reader.py").write_text(f"import os, pickle, sys, time\n{code}\n")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setattr(small_files, "READER", program("odd_reader"))


def said_pid(folder: Path) -> int:
    """The process of the last reader, which wrote down its number."""
    until(lambda: (folder / "pid").exists() and (folder / "pid").read_text() != "", 10)
    return int((folder / "pid").read_text())


def is_gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize(
    "body", [SOUND, b'{"schema_version": 1, "needs": [{}]}', b"[" * 1000, b"", b"\xff" * SMALL]
)
def test_it_is_read_as_by_the_reader_of_all_files(body: bytes) -> None:
    assert read(SmallFiles(), body) == read_file(body, NAME)


@pytest.mark.parametrize(
    ("name", "size", "small"),
    [("a.json", SMALL, True), ("a.json", SMALL + 1, False), ("a.xlsx", 1, False)],
)
def test_files_that_unpack_or_are_large_are_not_for_it(name: str, size: int, small: bool) -> None:
    assert is_small(b" " * size, name) is small
    assert (SmallFiles().read(b" " * size, name) is not None) is small


def test_one_reader_reads_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count = "open('starts', 'a').write('.'); from api.small_reader import main; main()"
    reader(tmp_path, f"os.chdir({str(tmp_path)!r}); {count}", monkeypatch)
    files = SmallFiles()

    handed = [read(files), read(files), read(files)]

    assert handed[0] == handed[1] == handed[2]
    assert (tmp_path / "starts").read_text() == "."


def test_a_reader_that_dies_is_a_finding_and_the_next_file_has_a_new_one() -> None:
    files = SmallFiles()
    files.start()
    assert files._child is not None
    os.kill(files._child.pid, signal.SIGSTOP)
    threading.Timer(0.2, os.kill, (files._child.pid, signal.SIGKILL)).start()

    lost, found = read(files), read(files)

    assert [one.code for one in lost.findings] == ["upload_reader_failed"]
    assert found.scenario is not None


def test_a_file_that_takes_too_long_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader(tmp_path, "time.sleep(60)", monkeypatch)

    handed = read(SmallFiles(seconds=0.3))

    assert [one.code for one in handed.findings] == ["upload_too_demanding"]


def test_all_who_come_at_once_are_read_and_no_more_wait_than_there_is_room_for() -> None:
    files = SmallFiles()

    with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
        handed = list(pool.map(lambda _: files.read(SOUND, NAME), range(3 * MOST_AT_ONCE)))
    for _ in range(MOST_AT_ONCE):
        files._room.acquire()

    assert all(one is not None and one.scenario is not None for one in handed)
    assert files.read(SOUND, NAME) is None


def test_who_waits_too_long_for_it_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader(tmp_path, "time.sleep(60)", monkeypatch)
    monkeypatch.setattr(small_files, "SECONDS_OF_PATIENCE", 0.05)
    files = SmallFiles(seconds=2)
    first = threading.Thread(target=read, args=(files,))
    first.start()
    until(lambda: files._lock.locked(), 10)

    assert files.read(SOUND, NAME) is None

    first.join()


def test_no_reader_is_left_behind() -> None:
    files = SmallFiles()
    read(files)
    assert files._child is not None
    pid = files._child.pid

    del files
    gc.collect()

    assert is_gone(pid)


def test_a_reader_ends_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    code = (
        "from api.small_files import small_files; import time; small_files().start();"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(small_files()._child.pid));"
        "time.sleep(60)"
    )
    parent = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, "-c", code])
    pid = said_pid(tmp_path)

    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)

    until(lambda: is_gone(pid), 10)
