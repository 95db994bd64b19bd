"""Help and complaints about arguments in the language of the reader."""

from __future__ import annotations

import re
from typing import Any

from api.cli.terminal import Terminal
from api.i18n import catalogue

_KEY = "cli.help."

# By the class's name: the command parser is a private part of its library.
_COMPLAINTS = {
    "MissingParameter": "cli.argument_missing",
    "NoSuchOption": "cli.option_unknown",
    "BadParameter": "cli.argument_wrong",
    "BadOptionUsage": "cli.option_without_value",
    "UsageError": "cli.arguments_wrong",
}
# The parser has no classes of their own for these, only sentences in English.
_SENTENCES = (
    (re.compile(r"No such command '(.*)'"), "cli.command_unknown"),
    (re.compile(r"unexpected extra argument.*\((.*)\)"), "cli.argument_left_over"),
)


def translated(command: Any, terminal: Terminal) -> Any:
    """The command with every help text that is a key replaced by its sentence."""
    for part in (command, *command.params):
        help_text = getattr(part, "help", None)
        if isinstance(help_text, str) and help_text.startswith(_KEY):
            part.help = catalogue.text(help_text, terminal.language)
        elif part is not command and getattr(part, "name", "") == "help":
            part.help = catalogue.text("cli.help.help", terminal.language)
    for inner in getattr(command, "commands", {}).values():
        translated(inner, terminal)
    return command


def complaint(error: Exception, terminal: Terminal) -> str | None:
    """What is wrong with the arguments; `None` if the error is not about them."""
    kinds = [kind.__name__ for kind in type(error).__mro__]
    key = next((_COMPLAINTS[kind] for kind in kinds if kind in _COMPLAINTS), None)
    if key is None or "ClickException" not in kinds:
        return None
    if kinds[0] == "NoArgsIsHelpError":
        return str(error)
    for pattern, meaning in _SENTENCES:
        if said := pattern.search(str(error)):
            return terminal.sentence(meaning, name=said[1])
    name = getattr(error, "option_name", None) or _parameter(error)
    numbers = {"name": name or "", "command": _command(error), "detail": str(error)}
    return terminal.sentence(key, **numbers)


def _command(error: Exception) -> str:
    return str(getattr(getattr(error, "ctx", None), "info_name", None) or "")


def _parameter(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    options = [option for option in parameter.opts if option.startswith("--")]
    return options[0] if options else str(parameter.metavar or parameter.name).upper()
