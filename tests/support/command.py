"""Run a command of the command line in this process and keep what it said."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any, NamedTuple

from api.cli.main import main
from api.cli.terminal import to_json
from scenarios.files import write
from scenarios.scenario import Scenario
from solver.plan import Plan


class Said(NamedTuple):
    """Exit code and both outputs of a command."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


def command(*arguments: str | Path) -> Said:
    """Run it; a process would be left with the exit code."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
    return Said(code, out.getvalue(), err.getvalue())


def scenario_file(scenario: Scenario, folder: Path, name: str = "scenario.json") -> Path:
    path = folder / name
    write(scenario, path)
    return path


def plan_file(plan: Plan, folder: Path, name: str = "plan.json") -> Path:
    path = folder / name
    path.write_text(to_json(plan.model_dump(mode="json")), encoding="utf-8")
    return path
