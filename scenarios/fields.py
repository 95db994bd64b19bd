"""Field types of the tables: what people type, read into one normal form.

Every type reads both its normal form and the text an office types in a cell. An empty cell is
`None` or an empty text. What cannot be read raises a `PydanticCustomError` whose type is the
code of the finding.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from scenarios.times import DAYS, Day, Half, clock, clock_of_day_fraction, parse_clock

FIRST_GRADE, LAST_GRADE = 1, 9

_DAY_WORDS = {
    word: day
    for day, words in {
        Day.MON: "mon monday ma maanantai må mån måndag",
        Day.TUE: "tue tuesday ti tiistai tis tisdag",
        Day.WED: "wed wednesday ke keskiviikko on ons onsdag",
        Day.THU: "thu thursday to torstai tor tors torsdag",
        Day.FRI: "fri friday pe perjantai fr fre fredag",
    }.items()
    for word in words.split()
}
_YES = frozenset(["yes", "y", "true", "1", "kyllä", "k", "ja", "j", "x"])
_NO = frozenset(["no", "n", "false", "0", "ei", "e", "nej"])
_RANGE = re.compile(r"\s*[-–—]\s*")  # noqa: RUF001  (people type en and em dashes)
_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})(e[+-]?\d{1,2})?", re.ASCII | re.I)
# Characters that no person types and that a spreadsheet or a file format cannot keep.
_UNKEPT = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SERIAL_DAY_0 = date(1899, 12, 30)
MAX_TEXT, MAX_LIST, MAX_WHOLE = 2000, 400, 1_000_000
MAX_SHOWN = 200


def complaint(code: str, given: object) -> PydanticCustomError:
    """Error that becomes a finding with this code and the given text."""
    return PydanticCustomError(
        code, "{given}", {"given": printable(str(_plain(given))[:MAX_SHOWN])}
    )


def _plain(given: object) -> object:
    return int(given) if isinstance(given, float) and given.is_integer() else given


def printable(text: str) -> str:
    """The text with a question mark for what no file format can keep."""
    return _UNKEPT.sub("?", text)


def _text(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, int | float):
        return str(value)
    if not isinstance(value, str):
        return value
    text = " ".join(unicodedata.normalize("NFC", value).split())
    if _UNKEPT.search(text):
        raise complaint("unreadable_character", text)
    return text


def _without_list_sign(text: str) -> str:
    if ";" in text:
        raise complaint("semicolon_in_id", text)
    return text


def _code(value: Any) -> Any:
    """An official code that a spreadsheet made a number has lost its zeros."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return value
    return f"{int(value):03d}" if value == int(value) else value


def parse_time(value: Any) -> Any:
    if isinstance(value, date) and value.year > 1900:
        raise complaint("time_became_a_date", value)
    if isinstance(value, datetime):
        value = value.time()
    if hasattr(value, "hour"):
        return int(value.hour) * 60 + int(value.minute)
    try:
        if isinstance(value, str):
            text = value.strip()
            if re.fullmatch(r"0[.,]\d{3,20}", text):
                return clock_of_day_fraction(float(text.replace(",", ".")))
            return parse_clock(f"{text}:00" if re.fullmatch(r"\d{1,2}", text) else text)
        if isinstance(value, float) and not value.is_integer() and value > 1:
            return parse_clock(f"{value:.2f}")
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1:
            return clock_of_day_fraction(float(value))
        if isinstance(value, int | float) and not isinstance(value, bool):
            return parse_clock(f"{int(value)}:00")
    except ValueError:
        pass
    raise complaint("not_a_time", value)


def parse_day(value: Any) -> Any:
    if isinstance(value, Day):
        return value
    found = _DAY_WORDS.get(str(value).strip().lower().rstrip("."))
    if found is None:
        raise complaint("not_a_day", value)
    return found


def _parts(value: Any) -> list[Any]:
    if isinstance(value, str):
        return [part.strip() for part in re.split(r"[;\n]", value) if part.strip()]
    if isinstance(value, Iterable) and not isinstance(value, dict):
        return list(value)
    return [value]


def _ranged(value: Any, one: Callable[[Any], Any], scale: tuple[Any, ...]) -> tuple[Any, ...]:
    chosen: set[Any] = set()
    for part in _parts(value):
        ends = [one(end) for end in _RANGE.split(part)] if isinstance(part, str) else [one(part)]
        low, high = scale.index(ends[0]), scale.index(ends[-1])
        if len(ends) > 2 or low > high:
            raise complaint("not_a_range", value)
        chosen.update(scale[low : high + 1])
    return tuple(item for item in scale if item in chosen)


def _days(value: Any) -> Any:
    return _ranged(value, parse_day, DAYS)


def _grade(value: Any) -> int:
    text = str(_text(value))
    if not re.fullmatch(f"[{FIRST_GRADE}-{LAST_GRADE}]", text):
        raise complaint("not_a_grade", value)
    return int(text)


def _grades(value: Any) -> Any:
    if isinstance(value, datetime | date):
        raise complaint("grades_became_a_date", value)
    return _ranged(value, _grade, tuple(range(FIRST_GRADE, LAST_GRADE + 1)))


def _ids(value: Any) -> Any:
    parts = [_text(part) for part in _parts(value)]
    return tuple(sorted(set(parts))) if all(isinstance(part, str) for part in parts) else value


def _yes_no(value: Any) -> Any:
    word = str(_text(value)).strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise complaint("not_yes_or_no", value)


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        raise complaint("not_a_number", value)
    text = re.sub(r"[\s€%]", "", str(value)).replace(",", ".").replace("−", "-")
    if not _NUMBER.fullmatch(text):
        raise complaint("not_a_number", value)
    number = Decimal(text)
    return number.normalize() if number else Decimal(0)


def _whole(value: Any) -> Any:
    number = _number(value)
    if number != number.to_integral_value():
        raise complaint("not_a_whole_number", value)
    return int(number)


def _decimals(places: int) -> Callable[[Decimal], Decimal]:
    def check(number: Decimal) -> Decimal:
        if number != round(number, places):
            raise complaint("too_many_decimals", number)
        return number

    return check


def _halves_only(number: Decimal) -> Decimal:
    if number * 2 != (number * 2).to_integral_value():
        raise complaint("not_a_multiple_of_half", number)
    return number


def _half(value: Any) -> Any:
    word = str(value).strip()
    if word.upper() in {"A", "B"}:
        return Half(word.upper())
    if word.lower() in {"all", "kaikki", "alla"}:
        return Half.ALL
    raise complaint("not_a_half", value)


def _date(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer() and 30_000 <= value <= 80_000:
        return _SERIAL_DAY_0 + timedelta(days=int(value))
    text = str(value).strip()
    finnish = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    try:
        if finnish:
            return date(int(finnish[3]), int(finnish[2]), int(finnish[1]))
        return date.fromisoformat(
            text[:10] if re.fullmatch(r".{10}[T ]00:00(:00)?", text) else text
        )
    except ValueError:
        raise complaint("not_a_date", value) from None


def plain_number(number: Decimal) -> int | float:
    """The JSON number of a decimal: whole ones without a fraction."""
    return int(number) if number == number.to_integral_value() else float(number)


_as_number = PlainSerializer(plain_number, return_type=int | float)

Text = Annotated[str, BeforeValidator(_text), Field(max_length=MAX_TEXT)]
Id = Annotated[
    str,
    BeforeValidator(_text),
    Field(min_length=1, max_length=64),
    AfterValidator(_without_list_sign),
]
MunicipalityId = Annotated[Id, BeforeValidator(_code)]
Time = Annotated[
    int, Field(ge=0, le=1440), BeforeValidator(parse_time), PlainSerializer(clock, return_type=str)
]
DayField = Annotated[Day, BeforeValidator(parse_day)]
Days = Annotated[tuple[Day, ...], BeforeValidator(_days), Field(min_length=1)]
Grade = Annotated[int, BeforeValidator(_grade)]
Grades = Annotated[tuple[int, ...], BeforeValidator(_grades), Field(min_length=1)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_ids), Field(max_length=MAX_LIST)]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Whole = Annotated[int, BeforeValidator(_whole), Field(le=MAX_WHOLE)]
HalfField = Annotated[Half, BeforeValidator(_half)]
Date = Annotated[date, BeforeValidator(_date)]
HalfLessons = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(ge=0, le=100_000),
    AfterValidator(_halves_only),
    _as_number,
]
_Hundredths = AfterValidator(_decimals(2))
Euros = Annotated[
    Decimal, BeforeValidator(_number), Field(ge=0, le=1_000_000), _Hundredths, _as_number
]
Weight = Annotated[
    Decimal, BeforeValidator(_number), Field(ge=0, le=10_000), _Hundredths, _as_number
]
Percent = Annotated[
    Decimal, BeforeValidator(_number), Field(ge=0, le=1_000), _Hundredths, _as_number
]
