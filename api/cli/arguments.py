"""Help and complaints about arguments in the language of the reader."""

from __future__ import annotations

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
    name = getattr(error, "option_name", None) or _parameter(error)
    return terminal.sentence(key, name=name or "", detail=str(error))


def _parameter(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    if parameter is None:
        return ""
    options = [option for option in parameter.opts if option.startswith("--")]
    return options[0] if options else str(parameter.metavar or parameter.name).upper()
