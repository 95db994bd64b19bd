"""Options of the commands that run a part of the service: each overrules a setting of its name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.refusals import Exit, Refused

if TYPE_CHECKING:
    from api.settings import Settings

Host = Annotated[
    str | None, typer.Option("--host", metavar="ADDRESS", help="cli.help.host", show_default=False)
]
Port = Annotated[int | None, typer.Option("--port", help="cli.help.port", show_default=False)]
Database = Annotated[
    str | None,
    typer.Option("--database", metavar="ADDRESS", help="cli.help.database", show_default=False),
]
JobsAtOnce = Annotated[
    int | None, typer.Option("--jobs-at-once", help="cli.help.jobs_at_once", show_default=False)
]
SolverWorkers = Annotated[
    int | None,
    typer.Option("--solver-workers", help="cli.help.solver_workers", show_default=False),
]
SettingsFile = Annotated[
    Path | None,
    typer.Option(
        "--settings", metavar="FILE.toml", help="cli.help.settings_file", show_default=False
    ),
]


def settings_of(file: Path | None, **options: Any) -> Settings:
    """The settings of a command from its options and everything else."""
    from api.setting_sources import WrongSettingsError, read_settings

    try:
        return read_settings(os.environ, options, file)
    except WrongSettingsError as wrong:
        raise Refused(Exit.BAD_INPUT, wrong.findings) from wrong
