"""The names that people know, of what a scenario has by ids."""

from __future__ import annotations

from dataclasses import dataclass

from api.i18n import catalogue
from scenarios.scenario import Scenario


@dataclass(frozen=True)
class Names:
    """The rows of a scenario by name, in one language."""

    scenario: Scenario
    language: str

    def text(self, key: str, **numbers: int | float | str) -> str:
        """Sentence of the catalogues."""
        return catalogue.sentence(key, self.language, **numbers)

    def subject(self, subject: str) -> str:
        """Name of a subject in the language, its code if it has none."""
        row = self.scenario.subject_of.get(subject)
        return (getattr(row, f"name_{self.language}") or subject) if row else subject

    def teacher(self, teacher: str) -> str:
        """Name of a teacher, the id if it has none."""
        row = self.scenario.teacher_of.get(teacher)
        return (row.name or teacher) if row else teacher

    def school(self, school: str) -> str:
        """Name of a school."""
        row = self.scenario.school_of.get(school)
        return row.name if row else school

    def municipality(self, municipality: str) -> str:
        """Name of a municipality."""
        row = self.scenario.municipality_of.get(municipality)
        return row.name if row else municipality
