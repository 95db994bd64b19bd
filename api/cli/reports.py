"""The report of a study in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.cli.terminal import Terminal
    from api.reported import Reported


def show(reported: Reported, terminal: Terminal) -> None:
    """The report for people."""
    if reported.kind == "shares":
        from api.cli import shares

        shares.show(reported.shares(), terminal)
    elif reported.kind == "variants":
        from api.cli import compared

        compared.show(reported.compared(), terminal)
    else:
        from api.cli import pages

        pages.show(reported.page, terminal)
