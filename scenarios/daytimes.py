"""A clock time for all weekdays, or one by weekday: the transport window of a class."""

from __future__ import annotations

import re
from typing import Annotated, Any, NamedTuple

from pydantic import GetPydanticSchema
from pydantic_core import core_schema

from scenarios.fields import complaint, parse_day, parse_time
from scenarios.times import DAYS, Day, clock


class DayTimes(NamedTuple):
    """A time by weekday; `default` for the days not named, `None` if those have no limit."""

    default: int | None
    by_day: tuple[tuple[Day, int], ...] = ()

    def on(self, day: Day) -> int | None:
        """Minutes after midnight on that day, `None` if the day has no limit of its own."""
        return dict(self.by_day).get(day, self.default)

    def text(self) -> str:
        """`08:45`, or `mon 08:45; default 08:00`."""
        if not self.by_day and self.default is not None:
            return clock(self.default)
        parts = [f"{day} {clock(minute)}" for day, minute in self.by_day]
        if self.default is not None:
            parts.append(f"default {clock(self.default)}")
        return "; ".join(parts)


_DEFAULT = frozenset(["default", "muuten", "muulloin", "annars"])


def _read(value: Any) -> DayTimes:
    if isinstance(value, DayTimes):
        return value
    if not isinstance(value, str):
        return DayTimes(parse_time(value))
    default: int | None = None
    by_day: dict[Day, int] = {}
    for part in filter(None, (part.strip() for part in re.split(r"[;\n]", value))):
        words = part.split()
        minute = parse_time(words[-1])
        if len(words) == 1 or (len(words) == 2 and words[0].lower() in _DEFAULT):
            repeated, default = default is not None, minute
        elif len(words) == 2:
            day = parse_day(words[0])
            repeated = day in by_day
            by_day[day] = minute
        else:
            repeated = True
        if repeated:
            raise complaint("not_times_by_day", value)
    if default is None and not by_day:
        raise complaint("not_times_by_day", value)
    return DayTimes(default, tuple((day, by_day[day]) for day in DAYS if day in by_day))


DayTimesField = Annotated[
    DayTimes,
    GetPydanticSchema(
        lambda _source, _handler: core_schema.no_info_plain_validator_function(
            _read,
            serialization=core_schema.plain_serializer_function_ser_schema(
                DayTimes.text, return_schema=core_schema.str_schema()
            ),
        )
    ),
]
