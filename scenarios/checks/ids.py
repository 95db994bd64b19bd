"""Ids of needs that tell of pupils: they stand in files, logs and plans, where nothing may.

Whether an id tells something cannot be known, only suspected, so nothing here stops a scenario.
What is suspected is not repeated: it may be a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import combinations

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
        parts = _parts(plain)
        if words & self._words or not parts.isdisjoint(self._subjects):
            return Tells.SUBJECT
        if not parts.isdisjoint(self._classes):
            return Tells.CLASS
        if words & _GRADES:
            return Tells.GRADE
        return Tells.NAME if _NAME.search(name) or _INITIALS.search(name) else None


def _parts(text: str) -> set[str]:
    """What stands in a text as a part of its own: of `or-5b` also `or`, `or-5` and `5b`.

    A country has thousands of classes: to look for each of them in every id took five times as
    long as all other checks of 15,000 needs together.
    """
    kinds = ["", *map(_kind, text), ""]
    borders = [place for place in range(len(text) + 1) if kinds[place] != kinds[place + 1]]
    return {
        text[begin:end] for begin, end in combinations(borders, 2) if end - begin >= _SHORTEST_CODE
    }


def _kind(sign: str) -> str:
    """Letters, digits, or what parts them."""
    return "letter" if sign.isalpha() else "digit" if sign.isdigit() else ""


CHECKS = (telling_ids,)
