"""The terminal of a command from its options."""

from __future__ import annotations

import os

from api.cli.language import Tongue, of_environment
from api.cli.terminal import Terminal


def voice(language: Tongue | None, as_json: bool) -> Terminal:
    """A terminal in the language asked for, else in that of the environment."""
    return Terminal(language or of_environment(os.environ), as_json)
