"""Findings as somebody may see them: about one's own rows only."""

from __future__ import annotations

from collections.abc import Iterable

from api.principal import Role
from api.views.sight import Sight
from scenarios.findings import Finding
from scenarios.scenario import Scenario

COUNTED = frozenset({"pupils", "parts", "min_pupils", "needs", "missing", "places"})
"""Numbers that are, or are had from, counts of pupils or of rows of others."""
OF_ALL = frozenset({"level_not_needed", "language_of_no_teacher"})
"""Codes that tell of one's own row what nobody else has."""


def seen_findings(
    findings: Iterable[Finding], scenario: Scenario, sight: Sight
) -> tuple[Finding, ...]:
    """Those findings about rows of one's own that name nothing of others.

    Rows of the whole table are numbered through it, so the number of a row is left out: it counts
    the rows of others. What speaks of a plan, such as a broken rule or a reason, has no place in
    a table and is not shown: its numbers are sums over all who take part.
    """
    if sight.whole:
        return tuple(findings)
    if sight.role is Role.VIEWER:
        return ()
    own = _own(scenario, sight)
    foreign = _ids(scenario) - {name for names in own.values() for name in names}
    return tuple(
        found.model_copy(update={"place": found.place.model_copy(update={"row": None})})
        for found in findings
        if found.place.table is not None
        and found.code not in OF_ALL
        and found.subjects
        and all(_is_own(subject, own) for subject in found.subjects)
        and not any(str(value) in foreign for value in found.numbers.values())
        and (sight.exact or not COUNTED & set(found.numbers))
    )


def _is_own(subject: str, own: dict[str, frozenset[str]]) -> bool:
    noun, _, name = subject.partition(":")
    return name in own.get(noun, frozenset())


def _own(scenario: Scenario, sight: Sight) -> dict[str, frozenset[str]]:
    whole_municipality = sight.role is Role.MUNICIPALITY and sight.municipality is not None
    return {
        "need": sight.needs,
        "school": sight.schools,
        "class": frozenset(one.class_ for one in scenario.classes if one.school in sight.schools),
        "teacher": sight.teachers if whole_municipality else frozenset(),
        "municipality": frozenset({sight.municipality or ""} if whole_municipality else ()),
        "subject": frozenset(scenario.need_of[name].subject for name in sight.needs),
    }


def _ids(scenario: Scenario) -> set[str]:
    """Ids of everything that belongs to somebody."""
    return {
        *scenario.need_of,
        *scenario.school_of,
        *scenario.class_of,
        *scenario.teacher_of,
        *scenario.municipality_of,
    }
