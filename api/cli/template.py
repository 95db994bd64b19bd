"""`template`: an empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import Json, Language
from api.cli.outputs import check_outputs, write_whole
from api.cli.refusals import Exit
from api.cli.voice import voice

Out = Annotated[
    Path,
    typer.Option("--out", metavar="FILE.xlsx", help="cli.help.template_out", show_default=False),
]


def template(out: Out, json: Json = False, language: Language = None) -> int:
    """Write the template workbook in the language of the command."""
    from scenarios.files import template_workbook

    terminal = voice(language, json)
    check_outputs([out], (), [".xlsx"])
    write_whole(out, template_workbook(terminal.language))
    terminal.answer({"written": [str(out)]})
    terminal.say("cli.written", file=str(out))
    return Exit.DONE
