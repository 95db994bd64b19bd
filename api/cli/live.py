"""Progress on standard error: one live line on a terminal, now and then a line else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from api.cli.terminal import Terminal

SECONDS_BETWEEN_LINES = 5.0


class Live:
    """A line that shows how far the work is.

    Parameters
    ----------
    opening
        Key of what is said at first.
    line
        What a progress event says; of a solve stage, value, bound, gap and the seconds left.
    """

    def __init__(
        self,
        terminal: Terminal,
        opening: str = "cli.solving",
        line: Callable[[dict[str, Any], Terminal], str] | None = None,
    ) -> None:
        self._terminal = terminal
        self._opening = opening
        self._line = line or progress_line
        self._status: Any = None
        self._last = (0.0, "")

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console

            console = Console(stderr=True)
            self._status = console.status(self._terminal.sentence(self._opening))
            self._status.start()
        else:
            self._terminal.note(self._opening)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._status is not None:
            self._status.stop()

    def show(self, event: dict[str, Any]) -> None:
        """Show a progress event; others are not for people."""
        if event.get("event") != "progress":
            return
        line = self._line(event, self._terminal)
        if self._status is not None:
            from rich.markup import escape

            self._status.update(escape(line))
            return
        now, stage = time.monotonic(), str(event.get("stage"))
        if stage != self._last[1] or now - self._last[0] >= SECONDS_BETWEEN_LINES:
            self._last = (now, stage)
            sys.stderr.write(line + "\n")
            sys.stderr.flush()


def progress_line(event: dict[str, Any], terminal: Terminal) -> str:
    """`kattavuus: 12,5 oppilastuntia, alaraja 10 …, ero 17 %, 41 s jäljellä`."""
    from api.amounts import gap_text, stage_amount, stage_name
    from scenarios.rules import StageId

    language = terminal.language
    given = str(event.get("stage"))
    stage = StageId(given) if given in set(StageId) else None
    if stage is None:
        return terminal.sentence("cli.solving_stage", stage=given)

    def amount(key: str) -> str:
        value = event.get(key)
        return stage_amount(stage, value, language) if isinstance(value, int) else "–"  # noqa: RUF001

    left = event.get("seconds_left")
    return terminal.sentence(
        "cli.progress",
        stage=stage_name(stage, language),
        value=amount("value"),
        bound=amount("bound"),
        gap=gap_text(event.get("gap"), language),
        left=round(left) if isinstance(left, int | float) else "–",  # noqa: RUF001
    )
