"""Home timetables from files of other programs."""

from scenarios.importers.finnish_weeks import six_finnish_weeks
from scenarios.importers.home_week import HomeWeek, PlacedLesson, WeekLesson, on_bells
from scenarios.importers.xhstt import read_xhstt

__all__ = [
    "HomeWeek",
    "PlacedLesson",
    "WeekLesson",
    "on_bells",
    "read_xhstt",
    "six_finnish_weeks",
]
