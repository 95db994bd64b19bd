"""What the chapters of the demonstration share: the plan told of, and how they speak."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from api.cli.terminal import Terminal
from api.exports.names import Names

if TYPE_CHECKING:
    from api.solving import Effort
    from scenarios.scenario import Scenario
    from solver.plan import Plan


@dataclass
class Story:
    """A plan to tell of, what may be spent on it, and what was told so far, as data."""

    scenario: Scenario
    plan: Plan
    effort: Effort
    folder: Path
    terminal: Terminal
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> Names:
        """Names of the scenario's rows."""
        return Names(self.scenario, self.terminal.language)

    def heading(self, key: str) -> None:
        """Begin a chapter."""
        if not self.terminal.as_json:
            Console().print()
        self.say(self.terminal.sentence(key), style="bold")

    def say(self, said: str, indent: int = 0, style: str = "") -> None:
        """A paragraph for people, if it is them who read."""
        if not self.terminal.as_json:
            text = Padding(Text(said, style=style), (0, 0, 0, indent), expand=False)
            Console(highlight=False).print(text)
