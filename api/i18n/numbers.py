"""Numbers, amounts, days and dates as each language writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_day_names
from babel.numbers import format_currency, format_decimal, format_percent

from scenarios.times import DAYS, Day

Shown = int | float | str
UNCOUNTED = 10**15
HELSINKI = ZoneInfo("Europe/Helsinki")

# English dates have the day before the month, as everywhere in Europe.
_LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}


def number(value: float | Decimal, language: str) -> str:
    """At most two decimals, thousands apart: `1 234,5` in Finnish; `1E+20` beyond all counting."""
    if abs(Decimal(value)) >= UNCOUNTED:
        return f"{Decimal(value):.0E}"
    return format_decimal(value, format="#,##0.##", locale=_LOCALES[language])


def amount(value: float | Decimal, language: str) -> str:
    """Euros without their sign, with cents only where there are some."""
    digits = "#,##0" if value == int(value) else "#,##0.00"
    return format_decimal(value, format=digits, locale=_LOCALES[language])


def euros(value: float | Decimal, language: str) -> str:
    """Amount with cents only where there are some."""
    whole = value == int(value)
    digits = "#,##0" if whole else "#,##0.00"
    pattern = f"¤{digits}" if language == "en" else f"{digits} ¤"
    return format_currency(
        value, "EUR", format=pattern, locale=_LOCALES[language], currency_digits=False
    )


def percent(share: float, language: str) -> str:
    """A share from 0 to 1 as a percentage with at most one decimal."""
    pattern = "#,##0.# %" if language in ("fi", "sv") else "#,##0.#%"
    return format_percent(share, format=pattern, locale=_LOCALES[language])


def day_name(day: Day, language: str) -> str:
    """Name of a weekday standing alone: `maanantai`, not `maanantaina`."""
    names = get_day_names("wide", "stand-alone", locale=_LOCALES[language])
    return str(names[DAYS.index(day)])


def day_short(day: Day, language: str) -> str:
    """Abbreviated name of a weekday: `ma`."""
    names = get_day_names("abbreviated", "stand-alone", locale=_LOCALES[language])
    return str(names[DAYS.index(day)]).rstrip(".")


def day_names(days: str, language: str) -> str:
    """Names of days given as `mon;tue`."""
    return ", ".join(day_name(Day(day), language) for day in days.split(";") if day)


def date_text(day: date, language: str) -> str:
    """`3.8.2026`; in English the month is a word, so that it is not taken for the day."""
    pattern = "d MMM y" if language == "en" else "d.M.y"
    return format_date(day, format=pattern, locale=_LOCALES[language])


def time_text(moment: datetime, language: str) -> str:
    """Date and local clock time of an aware moment."""
    local = moment.astimezone(HELSINKI)
    return f"{date_text(local.date(), language)} {format_datetime(local, 'HH:mm', locale='fi_FI')}"


def shown(name: str, value: Shown, language: str) -> str:
    """A value of a finding: codes of days and ISO dates in words, numbers in figures."""
    if isinstance(value, str):
        return _in_words(name, value, language)
    return number(value, language)


def _in_words(name: str, value: str, language: str) -> str:
    if name in ("day", "days") and set(value.split(";")) <= set(DAYS):
        return day_names(value, language)
    if name in ("date", "first", "last", "first_day", "last_day"):
        try:
            return date_text(date.fromisoformat(value), language)
        except ValueError:
            return value
    return value
