"""Findings with the names that people know in the place of ids."""

from __future__ import annotations

from babel import Locale

from api.exports.names import Names
from api.exports.words import grades_text
from api.i18n import catalogue, numbers
from api.i18n.headings import cell_words, column_name
from scenarios.findings import Finding, Shown
from scenarios.needs import Need
from scenarios.times import Day

_OF_PINS = ("teacher", "day", "start", "with_need", "kind")


def need_name(names: Names, need: Need) -> str:
    """`A1-kieli saksa, Hartolan koulu, luokat 3–4 (n17)`, the level with the subject."""
    return names.text(
        "explain.need_name",
        subject=f"{names.subject(need.subject)} {need.level}".strip(),
        school=names.school(need.school),
        grades=grades_text([need]),
        need=need.need,
    )


def sentence(found: Finding, names: Names) -> str:
    """The sentence of a finding, whose numbers may be ids."""
    shown = {name: _shown(name, value, names) for name, value in found.numbers.items()}
    if found.code.endswith("_pin"):
        shown["pin"] = ", ".join(
            f"{column_name('pins', column, names.language)} "
            f"{_of_pin(column, str(found.numbers[column]), names)}"
            for column in _OF_PINS
            if column in found.numbers
        )
    if "course" in found.numbers:
        subject, _, level = str(found.numbers["course"]).partition(" ")
        shown["course"] = f"{names.subject(subject)} {level}".strip()
    return catalogue.sentence(found.code, names.language, **shown)


def _shown(name: str, value: Shown, names: Names) -> Shown:
    if not isinstance(value, str):
        return value
    if name in ("need", "with_need"):
        need = names.scenario.need_of.get(value)
        return need_name(names, need) if need else value
    if name == "language":
        return str(Locale(names.language).languages.get(value, value))
    of = {
        "teacher": names.teacher,
        "subject": names.subject,
        "school": names.school,
        "buyer": names.municipality,
        "seller": names.municipality,
        "municipality": names.municipality,
    }
    return of[name](value) if name in of else value


def _of_pin(column: str, value: str, names: Names) -> str:
    if column == "day":
        return numbers.day_name(Day(value), names.language)
    shown = _shown(column, value, names)
    return cell_words(str(shown), names.language) if column == "kind" else str(shown)
