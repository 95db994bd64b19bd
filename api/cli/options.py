"""Options that every command takes. The help texts are keys of the message catalogues."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.language import OPTION, Tongue

Json = Annotated[bool, typer.Option("--json", help="cli.help.json", show_default=False)]
Language = Annotated[
    Tongue | None, typer.Option(OPTION, help="cli.help.language", show_default=False)
]
ScenarioFile = Annotated[
    Path, typer.Argument(metavar="SCENARIO", help="cli.help.scenario", show_default=False)
]
PlanFile = Annotated[
    Path, typer.Argument(metavar="PLAN.json", help="cli.help.plan", show_default=False)
]
PreviousFile = Annotated[
    Path | None,
    typer.Option("--previous", metavar="PLAN.json", help="cli.help.previous", show_default=False),
]
Seconds = Annotated[float, typer.Option("--seconds", min=1, help="cli.help.seconds")]
Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help="cli.help.workers")]
Seed = Annotated[int, typer.Option("--seed", min=0, max=2**31 - 1, help="cli.help.seed")]
