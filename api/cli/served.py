"""Why a served need is taught at its time and by its teacher, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.amounts import stage_differences
from api.cli.terminal import Terminal
from api.exports.named import need_name, sentence
from api.exports.names import Names
from api.exports.words import meeting_text
from api.i18n import numbers
from scenarios.times import clock
from solver.change.moves import ChangeTeacher, MoveMeeting

if TYPE_CHECKING:
    from solver.change.alternatives import Alternatives
    from solver.change.places import Place
    from solver.plan import Plan


def say_served(
    need: str, found: Alternatives, names: Names, plan: Plan, terminal: Terminal
) -> None:
    """Each meeting with its next best time and what stands against other days; the teacher."""
    row = names.scenario.need_of[need]
    group, member = plan.group_of[need]
    terminal.say("explain.heading", need=need_name(names, row), pupils=row.pupils)
    for index in member.meetings:
        now = meeting_text(group.meetings[index], names.language)
        terminal.say("explain.time_now", time=now)
        places = found.times.get(index, ())
        for place, key in zip(places, ("explain.next_time", "explain.next_day"), strict=False):
            terminal.say(key, **_of_place(place, names))
        if not places:
            terminal.say("explain.no_other_time")
        for one in found.barred:
            if one.meeting == index and one.broken:
                day = numbers.day_short(one.day, names.language)
                said = " ".join(sentence(finding, names) for finding in one.broken[:1])
                terminal.say("explain.barred", time=f"{day} {clock(one.start)}", text=said)
    terminal.say("explain.teacher_now", teacher=names.teacher(group.teacher))
    if found.teacher is None:
        terminal.say("explain.no_other_teacher")
    else:
        terminal.say("explain.next_teacher", **_of_place(found.teacher, names))


def _of_place(place: Place, names: Names) -> dict[str, str]:
    (move,) = place.moves
    price = stage_differences(place.differences, names.language)
    said = {"price": price or names.text("explain.same_price")}
    if isinstance(move, MoveMeeting):
        said["time"] = f"{numbers.day_short(move.day, names.language)} {clock(move.start)}"
    if isinstance(move, ChangeTeacher):
        said["teacher"] = names.teacher(move.teacher)
    return said
