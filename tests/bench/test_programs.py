"""Programs are watched as a whole: their children's memory counts, and they end in time."""

import sys

from bench.programs import OUT_OF_TIME, run

HOLD = "import time; held = bytearray(150_000_000); time.sleep(0.5)"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD!r}])"


def test_memory_of_children_counts() -> None:
    ran = run([sys.executable, "-c", CHILD], 20)

    assert ran.ended == "done"
    assert ran.peak_bytes > 150_000_000


def test_lines_and_failures_are_told() -> None:
    ran = run([sys.executable, "-c", "print('a'); print('b'); raise SystemExit('broken')"], 20)

    assert ran.lines == ("a\n", "b\n")
    assert "exit code 1" in ran.ended
    assert "broken" in ran.ended


def test_a_program_that_does_not_end_is_ended_with_its_children() -> None:
    endless = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'while True: pass'])"

    ran = run([sys.executable, "-c", endless], 0.5)

    assert ran.ended == OUT_OF_TIME
    assert ran.seconds < 5
