"""What a change would give, and what it would do to the rest of the plan, in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from api.amounts import stage_differences
from api.cli.terminal import Terminal
from api.exports.comparison import lessons_said
from api.exports.named import need_name, sentence
from api.exports.names import Names
from scenarios.findings import Finding
from scenarios.rules import StageId
from solver.measure.compare import Change

MOST_MOVED = 3


def say_offer(offer: dict[str, Any], names: Names, terminal: Terminal) -> None:
    """A change that would serve a need, first of those it serves."""
    terminal.say("explain.offer", text=_changes_said(offer, names))
    terminal.say("explain.gives", pupils=offer["pupils"], lessons=offer["lessons"])
    _, *also = offer["needs"]
    if also:
        terminal.say("explain.serves_also", needs=_named(also, names))
    _say_rest(offer, names, terminal)


def say_best(best: list[dict[str, Any]], names: Names, terminal: Terminal) -> None:
    """The changes that help most, each with all whom it serves."""
    terminal.say("explain.best")
    for number, offer in enumerate(best, start=1):
        terminal.say("explain.best_offer", number=number, text=_changes_said(offer, names))
        terminal.say("explain.gives", pupils=offer["pupils"], lessons=offer["lessons"])
        terminal.say("explain.serves", needs=_named(offer["needs"], names))
        if offer["instead"]:
            terminal.say("explain.instead", needs=_named(offer["instead"], names))
        _say_rest(offer, names, terminal)


def _changes_said(offer: dict[str, Any], names: Names) -> str:
    return " ".join(sentence(Finding.model_validate(one), names) for one in offer["changes"])


def _named(needs: Iterable[str], names: Names) -> str:
    return "; ".join(need_name(names, names.scenario.need_of[name]) for name in needs)


def _say_rest(offer: dict[str, Any], names: Names, terminal: Terminal) -> None:
    """Whose lessons move, and the stages."""
    moved = [Change.model_validate(one) for one in offer["moved"]]
    terminal.say("explain.moved" if moved else "explain.nobody_moves", needs=len(moved))
    for one in moved[:MOST_MOVED]:
        terminal.say(
            "explain.moved_need",
            need=_named([one.need], names),
            before=lessons_said(one.before, names),
            after=lessons_said(one.after, names),
        )
    if len(moved) > MOST_MOVED:
        terminal.say("explain.more_moved", more=len(moved) - MOST_MOVED)
    differences = {StageId(stage): value for stage, value in offer["differences"].items()}
    price = stage_differences(differences, terminal.language)
    terminal.say("explain.rest", price=price or terminal.sentence("explain.same_price"))
