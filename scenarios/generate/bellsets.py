"""Published bell schedules as templates, with the lunch of each group of grades.

Periods and lunches of T1-T7 follow the pages named in `SOURCES`; what a page leaves open (lunch
sittings of T2 and T4, clock times of T6, afternoons of T7) is assumed.
"""

from __future__ import annotations

from typing import NamedTuple

from scenarios.times import Interval, parse_clock

LESSON = 45

SOURCES = {
    "T1": "https://www.tuusula.fi/sivu.tmpl?sivu_id=8911",
    "T2": "https://www.hel.fi/peruskoulut/fi/koulut/kapylan-peruskoulu/opetus/koulupaiva",
    "T3": "https://www.joensuu.fi/lyseonperuskoulu/tyojalomaajat",
    "T4": "https://www.ouka.fi/pohjois-ritaharjun-koulu/opiskelu",
    "T5": "https://peda.net/id/6e0d00cc1f7",
    "T6": "https://jyk.mobiezine.fi/zine/16/article-2853",
    "T7": "https://peda.net/veteli/lukio/jjtr",
}


class Sitting(NamedTuple):
    """Grades that share periods and lunch."""

    grades: tuple[int, ...]
    periods: tuple[Interval, ...]
    lunch: Interval

    def slots(self) -> tuple[Interval, ...]:
        """Where single home lessons go: periods, a double one as two lessons."""
        found: list[Interval] = []
        for period in self.periods:
            parts = 2 if period.minutes >= 2 * LESSON else 1
            size = period.minutes // parts
            found += [
                Interval(period.start + size * part, period.start + size * (part + 1))
                for part in range(parts)
            ]
        return tuple(found)


class BellSet(NamedTuple):
    """The bell schedule of a school; `combined` = grades that one class may hold together."""

    template: str
    sittings: tuple[Sitting, ...]
    combined: tuple[tuple[int, ...], ...]

    def sitting(self, grade: int) -> Sitting:
        """The sitting of a grade."""
        return next(sitting for sitting in self.sittings if grade in sitting.grades)


def _spans(text: str) -> tuple[Interval, ...]:
    ends = [part.split("-") for part in text.split()]
    return tuple(Interval(parse_clock(start), parse_clock(end)) for start, end in ends)


def _sitting(first: int, last: int, lunch: str, periods: str) -> Sitting:
    return Sitting(tuple(range(first, last + 1)), _spans(periods), _spans(lunch)[0])


_PAIRS = ((1, 2), (3, 4), (5, 6))
_T1_END = "12.15-13.00 13.15-14.00 14.15-15.00"
_T1_START = "8.00-8.45 9.00-9.45 9.45-10.30"
_T1_LATE = f"{_T1_START} 10.45-11.30 {_T1_END}"
_T2_START = "8.15-9.00 9.15-10.00 10.15-11.00"
_T2_END = "12.30-13.15 13.30-14.15 14.30-15.15 15.15-16.00"
_T3_START = "8.15-9.00 9.05-9.50 10.00-10.45"
_T3_END = "12.15-13.00 13.15-14.00 14.05-14.50 14.50-15.35"
_T4_END = "12.30-14.00 14.15-15.00"
_T5_END = "11.45-12.30 12.45-13.30 13.45-14.30"
_T7_END = "11.25-12.25 12.30-13.30 13.40-14.40"

BELL_SETS = {
    "T1": BellSet(
        "T1",
        (
            _sitting(1, 2, "10.30-11.15", f"{_T1_START} 11.15-12.00 {_T1_END}"),
            _sitting(3, 3, "11.30-12.15", _T1_LATE),
            _sitting(4, 5, "11.45-12.15", f"{_T1_START} 11.00-11.45 {_T1_END}"),
            _sitting(6, 9, "11.30-12.15", _T1_LATE),
        ),
        ((1, 2), (4, 5)),
    ),
    "T2": BellSet(
        "T2",
        (
            _sitting(1, 4, "11.00-11.45", f"{_T2_START} 11.45-12.30 {_T2_END}"),
            _sitting(5, 9, "11.45-12.30", f"{_T2_START} 11.00-11.45 {_T2_END}"),
        ),
        _PAIRS,
    ),
    "T3": BellSet(
        "T3",
        (
            _sitting(7, 7, "10.45-11.15", f"{_T3_START} 11.15-12.00 {_T3_END}"),
            _sitting(8, 9, "11.45-12.15", f"{_T3_START} 11.00-11.45 {_T3_END}"),
        ),
        (),
    ),
    "T4": BellSet(
        "T4",
        (
            _sitting(1, 4, "10.45-11.00", f"8.00-9.30 10.00-10.45 11.00-11.45 {_T4_END}"),
            _sitting(5, 9, "11.30-11.45", f"8.00-9.30 10.00-11.30 {_T4_END}"),
        ),
        _PAIRS,
    ),
    "T5": BellSet(
        "T5",
        (
            _sitting(1, 3, "10.15-10.45", f"8.30-9.15 9.30-10.15 10.45-11.30 {_T5_END}"),
            _sitting(4, 6, "11.15-11.45", f"8.30-9.15 9.30-10.15 10.30-11.15 {_T5_END}"),
        ),
        ((1, 2, 3), (1, 2), (4, 5, 6), (5, 6)),
    ),
    "T6": BellSet(
        "T6",
        (
            _sitting(
                7, 9, "10.55-11.35", "8.10-9.25 9.40-10.55 11.35-12.50 13.05-14.20 14.35-15.50"
            ),
        ),
        (),
    ),
    "T7": BellSet(
        "T7",
        (_sitting(7, 9, "10.50-11.25", f"8.45-9.45 9.50-10.50 {_T7_END} 14.45-15.45"),),
        (),
    ),
}

SMALL_PRIMARY = ("T5", "T5", "T4", "T2")
LARGE_PRIMARY = ("T1", "T2", "T4", "T1")
LOWER_SECONDARY = ("T3", "T3", "T3", "T7", "T6")
UNIFIED = ("T2", "T1", "T4")
