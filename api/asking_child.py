"""Ask a part of the engine one question; it answers as a program of its own.

A crash or exhausted memory ends the child only, and the doors load no solver.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from typing import Any

from api.child import lower, program, tail


class ChildError(RuntimeError):
    """The program ended before it had answered everything."""


class ChildOverdueError(ChildError):
    """The program was ended because it took too long; what it answered by then is right."""


def answers_of(
    module: str, asked: Mapping[str, Any], seconds: float | None = None
) -> Iterator[Any]:
    """The JSON values that `python -m module` answers, a line each, as soon as they are there.

    Whoever wants no more of them ends the program by closing the iterator.

    Parameters
    ----------
    seconds
        After which the program is ended; until then it leaves the machine to those who only read.
        Whoever is alone at the machine gives no limit.

    Raises
    ------
    ChildOverdueError
        If that was the end of it.
    ChildError
        If the program fails; what it said is in the message.
    """
    with tempfile.TemporaryFile() as complaints:
        with subprocess.Popen(
            program(module),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            # Ctrl-C in a terminal reaches the whole process group; only the door is to hear it.
            process_group=0,
        ) as child:
            if child.stdin is None or child.stdout is None:
                raise ChildError(f"{module} has no input or output")
            if seconds is not None:
                lower(child.pid)
            overdue = threading.Event()
            clock = ended_after(seconds, child, overdue)
            try:
                # It reads everything before it answers, so neither waits for the other. One that
                # has ended reads no more; its exit code and last words say why.
                with contextlib.suppress(BrokenPipeError), child.stdin:
                    child.stdin.write(json.dumps(asked, ensure_ascii=False).encode())
                for line in child.stdout:
                    if overdue.is_set() and not line.endswith(b"\n"):
                        break
                    yield json.loads(line)
            except BaseException:
                child.kill()
                raise
            finally:
                clock.cancel()
        if overdue.is_set():
            raise ChildOverdueError(f"{module} took more than {seconds} s")
        if child.returncode:
            code = child.returncode
            raise ChildError(f"{module} ended with exit code {code}: {tail(complaints)}")


def ended_after(
    seconds: float | None, child: subprocess.Popen[bytes], overdue: threading.Event
) -> threading.Timer:
    """A clock that ends a child, and says so, unless it is cancelled before."""

    def end() -> None:
        if child.poll() is None:
            overdue.set()
            child.kill()

    clock = threading.Timer(seconds or 0, end)
    if seconds is not None:
        clock.start()
    return clock


def answer_of(module: str, asked: Mapping[str, Any], seconds: float | None = None) -> Any:
    """The only JSON value that `python -m module` answers.

    Raises
    ------
    ChildError
        If the program fails, takes longer than the given time, or ends without an answer.
    """
    answers = list(answers_of(module, asked, seconds))
    if len(answers) != 1:
        raise ChildError(f"{module} gave {len(answers)} answers")
    return answers[0]
