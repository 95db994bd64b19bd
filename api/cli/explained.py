"""An explanation in words: each limit and each help once, by the names that people know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from api.cli.helped import say_offer
from api.cli.terminal import Terminal
from api.exports.named import need_name, sentence
from api.exports.names import Names
from api.i18n import numbers
from scenarios.findings import Finding
from scenarios.times import Day


def say_summary(lines: list[dict[str, Any]], names: Names, terminal: Terminal) -> None:
    """A line for each reason."""
    unserved = sum(line["needs"] for line in lines)
    terminal.say("explain.summary", unserved=unserved)
    for line in lines:
        where = sorted(line["municipalities"].items(), key=lambda one: (-one[1], one[0]))
        terminal.say(
            "explain.summary_line",
            needs=line["needs"],
            text=terminal.sentence(f"why.{line['reason']}"),
            where=", ".join(f"{names.municipality(name)} {needs}" for name, needs in where),
        )


def say_unserved(told: dict[str, Any], names: Names, terminal: Terminal) -> None:
    """Why one need has no place, and what would help."""
    need = names.scenario.need_of[told["need"]]
    terminal.say("explain.heading", need=need_name(names, need), pupils=need.pupils)
    # What was solved is nearer the truth than what was counted.
    first = told["price"]["finding"] if told["price"] else told["reason"]
    _item(sentence(Finding.model_validate(first), names), terminal)
    if not (told["price"] or told["conflict"] or told["smallest"]):
        _item(terminal.sentence("explain.unproved"), terminal)
    if told["conflict"]:
        terminal.say("cli.explain_conflict")
    for text in limits_text(told["conflict"], names):
        _item(text, terminal)
    for further in told["further"]:
        terminal.say("explain.further")
        for text in limits_text(further, names):
            _item(text, terminal)
    if told["help"]:
        terminal.say("cli.explain_help")
    for offer in told["help"]:
        say_offer(offer, names, terminal)


def _item(text: str, terminal: Terminal) -> None:
    terminal.say("cli.explain_item", text=text)


def limits_text(limits: Iterable[dict[str, Any]], names: Names) -> Iterator[str]:
    """Sentences of limits; the days of a teacher are one, and so are the others served."""
    found = [Finding.model_validate(one) for one in limits]
    days: defaultdict[str, list[Finding]] = defaultdict(list)
    for one in found:
        if one.code == "limit_teacher_day":
            days[str(one.numbers["teacher"])].append(one)
    served = [one.subjects[0].partition(":")[2] for one in found if one.code == "limit_other_need"]
    for one in found:
        if one.code == "limit_teacher_day":
            teacher = str(one.numbers["teacher"])
            if teacher in days:
                yield _week(days.pop(teacher), names)
        elif one.code != "limit_other_need":
            yield sentence(one, names)
    if served:
        told = "; ".join(need_name(names, names.scenario.need_of[name]) for name in served)
        yield names.text("explain.others_served", needs=told)


def _week(days: list[Finding], names: Names) -> str:
    if len(days) == 1:
        return sentence(days[0], names)
    times = [
        f"{numbers.day_short(Day(str(one.numbers['day'])), names.language)} "
        f"{one.numbers['times'] or names.text('explain.not_there')}"
        for one in days
    ]
    teacher = names.teacher(str(days[0].numbers["teacher"]))
    return names.text("explain.week", teacher=teacher, times="; ".join(times))
