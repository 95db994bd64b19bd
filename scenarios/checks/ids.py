"""Ids of needs that tell of pupils: they stand in files, logs and plans, where nothing may.

Whether an id tells something cannot be known, only suspected, so nothing here stops a scenario.
What is suspected is not repeated: it may be a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from scenarios.checks.report import Case, warning
from scenarios.findings import Finding

_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[A-ZÅÄÖ][a-zåäöéü]{2,}")
_INITIALS = re.compile(r"(?<![^\W\d_])(?:[A-ZÅÄÖ]{2,3}|[A-ZÅÄÖ]\.[A-ZÅÄÖ]\.?)(?![^\W\d_])")
_GRADES = frozenset("lk luokka luokat luokalla åk årskurs klass klassen grade grades vsk".split())
_SHORTEST_CODE, _SHORTEST_NAME = 2, 4


class Tells(StrEnum):
    """What an id may tell."""

    SUBJECT = "subject"
    CLASS = "class"
    GRADE = "grade"
    NAME = "name"


def telling_ids(case: Case) -> Iterator[Finding]:
    """An id that holds a subject, a class, a grade, or what looks like a name or initials."""
    holds = _Holds(case)
    for row, need in enumerate(case.scenario.needs, start=1):
        tells = holds.first(need.need)
        if tells is not None:
            yield warning(
                "need_id_tells", "needs", row, "need", f"need:{need.need}", tells=tells.value
            )


class _Holds:
    """The codes and words of a scenario that no id of a need may hold."""

    def __init__(self, case: Case) -> None:
        subjects = case.scenario.subjects
        self._subjects = {row.subject.casefold() for row in subjects}
        self._classes = {row.class_.casefold() for row in case.scenario.classes}
        self._words = {
            word.casefold()
            for row in subjects
            for name in (row.name_fi, row.name_sv, row.name_en)
            for word in _WORD.findall(name)
            if len(word) >= _SHORTEST_NAME
        }

    def first(self, name: str) -> Tells | None:
        """What the id tells, if anything."""
        plain = name.casefold()
        words = set(_WORD.findall(plain))
        if words & self._words or any(_inside(code, plain) for code in self._subjects):
            return Tells.SUBJECT
        if any(_inside(code, plain) for code in self._classes):
            return Tells.CLASS
        if words & _GRADES:
            return Tells.GRADE
        return Tells.NAME if _NAME.search(name) or _INITIALS.search(name) else None


def _inside(code: str, text: str) -> bool:
    """Whether a code stands in a text as a part of its own: `or` in `or-5` and `5or`."""
    if len(code) < _SHORTEST_CODE:
        return False
    place = text.find(code)
    while place >= 0:
        end = place + len(code)
        parted = _kind(text[place - 1 : place]) != _kind(code[0])
        if parted and _kind(text[end : end + 1]) != _kind(code[-1]):
            return True
        place = text.find(code, place + 1)
    return False


def _kind(sign: str) -> str:
    """Letters, digits, or what parts them."""
    return "letter" if sign.isalpha() else "digit" if sign.isdigit() else ""


CHECKS = (telling_ids,)
