"""`etalukkari`: the commands, the language of their help, and what becomes of errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import typer

from api.cli import (
    absence,
    backup,
    charts,
    check,
    compare,
    demo,
    explain,
    generate,
    keys,
    latecomer,
    migrate,
    move,
    replan,
    serve,
    solve,
    study,
    template,
    variant,
    verify,
    worker,
)
from api.cli.arguments import complaint, translated
from api.cli.fault import reported
from api.cli.language import of_arguments
from api.cli.refusals import Exit, Refused
from api.cli.terminal import Terminal

DEBUG = "--debug"

app = typer.Typer(
    name="etalukkari",
    help="cli.help.program",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("check", help="cli.help.check")(check.check)
app.command("solve", help="cli.help.solve")(solve.solve)
app.command("verify", help="cli.help.verify")(verify.verify)
app.command("compare", help="cli.help.compare")(compare.compare)
app.command("charts", help="cli.help.charts")(charts.charts)
app.command("explain", help="cli.help.explain")(explain.explain)
app.command("variant", help="cli.help.variant")(variant.variant)
app.command("differences", help="cli.help.differences")(variant.differences)
app.command("study", help="cli.help.study")(study.study)
app.command("replan", help="cli.help.replan")(replan.replan)
app.command("latecomer", help="cli.help.latecomer")(latecomer.latecomer)
app.command("move", help="cli.help.move")(move.move)
app.command("absence", help="cli.help.absence")(absence.absence)
app.command("template", help="cli.help.template")(template.template)
app.command("generate", help="cli.help.generate")(generate.generate)
app.command("demo", help="cli.help.demo")(demo.demo)
app.command("keys", help="cli.help.keys")(keys.keys)
app.command("serve", help="cli.help.serve")(serve.serve)
app.command("worker", help="cli.help.worker")(worker.worker)
app.command("migrate", help="cli.help.migrate")(migrate.migrate)
app.command("backup", help="cli.help.backup")(backup.backup)
app.command("restore", help="cli.help.restore")(backup.restore)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with one of the documented exit codes."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = DEBUG in words
    words = [word for word in words if word != DEBUG]
    terminal = Terminal(of_arguments(words, os.environ), as_json="--json" in words)
    try:
        code = _run(words, terminal)
    except BrokenPipeError:
        # The reader has seen enough, as `head` does; nothing may complain about it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = Exit.DONE
    except KeyboardInterrupt:
        terminal.note("cli.stopped")
        code = Exit.STOPPED
    except Exception as error:
        reported(error, terminal, debug)
        code = Exit.OUR_FAULT
    sys.exit(int(code))


def _run(words: list[str], terminal: Terminal) -> int:
    command = translated(typer.main.get_command(app), terminal)
    try:
        result = command.main(args=words, prog_name="etalukkari", standalone_mode=False)
    except Refused as refused:
        terminal.findings(refused.findings)
        terminal.answer({"findings": [terminal.as_data(one) for one in refused.findings]})
        return refused.code
    except Exception as error:
        if (said := complaint(error, terminal)) is None:
            raise
        sys.stderr.write(said + "\n")
        return Exit.BAD_INPUT
    return result if isinstance(result, int) else Exit.DONE
