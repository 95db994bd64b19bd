"""The language in which the command line speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

OPTION = "--language"


class Tongue(StrEnum):
    """Languages of the command line."""

    FI = "fi"
    SV = "sv"
    EN = "en"


def of_environment(environment: Mapping[str, str]) -> Tongue:
    """Finnish or Swedish if the first locale variable that is set says so, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            start = environment[name].replace("-", "_").split("_")[0].lower()
            return Tongue(start) if start in set(Tongue) else Tongue.EN
    return Tongue.EN


def of_arguments(arguments: Sequence[str], environment: Mapping[str, str]) -> Tongue:
    """The language asked for, found before the arguments are understood.

    Even a complaint about the arguments is made in it.
    """
    words = [*arguments, ""]
    for word, following in zip(words, words[1:], strict=False):
        name, _, value = word.partition("=")
        asked = value or following
        if name == OPTION and asked in set(Tongue):
            return Tongue(asked)
    return of_environment(environment)
