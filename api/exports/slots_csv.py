"""The locked slots of all schools as one CSV table.

It carries the group's code and never the subject: the file goes to many readers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from api.exports.slots import slots_by_school
from api.exports.view import View
from api.exports.words import grades_text
from scenarios.needs import Need
from scenarios.times import clock

COLUMNS = (
    "school",
    "day",
    "start",
    "end",
    "half",
    "group",
    "teacher",
    "classes",
    "grades",
    "pupils",
    "remote_rooms",
    "supervisors",
)
# A spreadsheet that opens the file takes a text that begins so for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


Counted = Callable[[tuple[Need, ...]], int | str | None]


def slots_csv(view: View, pupils: Counted | None = None) -> bytes:
    """UTF-8 with a mark and semicolons, as spreadsheets here expect; column names of the tables.

    Parameters
    ----------
    pupils
        What is shown as the pupils of some needs; their sum if not given.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    for school, slots in slots_by_school(view).items():
        for slot in slots:
            meeting, needed = slot.meeting, int(slot.receives)
            counted = pupils(slot.needs) if pupils else slot.pupils
            cells = [
                *(school, meeting.day, clock(meeting.start), clock(meeting.end), meeting.half),
                *(slot.group.group, slot.group.teacher, ";".join(slot.classes)),
                *(grades_text(slot.needs), counted, needed, needed),
            ]
            writer.writerow([_harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
