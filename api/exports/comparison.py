"""A comparison with names and sentences: what the terminal, the workbook and JSON tell alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.exports.names import Names
from api.exports.words import meeting_text
from api.i18n import catalogue, numbers
from api.i18n.edits import said
from scenarios.checks.report import cell
from scenarios.needs import Need
from scenarios.scenario import Scenario
from scenarios.tables import TABLES
from scenarios.variants import Edit, EditKind, between
from scenarios.variants.tables import columns_of, has
from solver.measure.compare import Change, Comparison, Gain, Lessons, Side, compare
from solver.plan import Plan

# KPIs of one number, and where it is found; the others are told by municipality and subject.
FIGURES = {
    "needs": ("needs", "all", "served"),
    "pupils": ("pupils", "all", "served"),
    "groups": ("groups",),
    "euros_week": ("euros_week", "total"),
    "pupils_missing": ("pupils_missing",),
    "unqualified_lessons": ("unqualified_lessons",),
}


# Other names under which tables speak of a municipality.
_SAME = {"municipality": ("buyer", "seller")}


@dataclass(frozen=True)
class Compared(Names):
    """Plans beside the first of them, each with its label and its own scenario.

    `scenario` is the first plan's.
    """

    labels: tuple[str, ...]
    scenarios: tuple[Scenario, ...]
    comparison: Comparison

    @classmethod
    def of(cls, sides: Sequence[tuple[str, Scenario, Plan]], language: str) -> Compared:
        """Plans with their labels, at least one."""
        compared = compare([(scenario, plan) for _, scenario, plan in sides])
        scenarios = tuple(scenario for _, scenario, _ in sides)
        labels = tuple(label for label, _, _ in sides)
        return cls(scenarios[0], language, labels, scenarios, compared)

    @property
    def sides(self) -> tuple[Side, ...]:
        """The plans with their figures."""
        return self.comparison.sides

    @cached_property
    def others(self) -> tuple[Other, ...]:
        """Every plan but the first."""
        rest = zip(self.labels, self.scenarios, self.sides, strict=True)
        return tuple(Other(self, *one) for one in rest)[1:]

    def subject(self, subject: str) -> str:
        """Name of a subject of any of the scenarios."""
        return self._anywhere("subject", subject)

    def municipality(self, municipality: str) -> str:
        """Name of a municipality of any of the scenarios."""
        return self._anywhere("municipality", municipality)

    def _anywhere(self, noun: str, name: str) -> str:
        for scenario in self.scenarios:
            if name in getattr(scenario, f"{noun}_of"):
                return str(getattr(Names(scenario, self.language), noun)(name))
        return name


@dataclass(frozen=True)
class Other:
    """A plan beside the first."""

    compared: Compared
    label: str
    scenario: Scenario
    side: Side

    @cached_property
    def largest(self) -> tuple[Change, ...]:
        """Changes, those that touch most first."""
        return tuple(sorted(self.side.changes, key=lambda change: (-change.size, change.need)))

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """Edits that lead from the first plan's scenario to this one's."""
        return between(self.compared.scenario, self.scenario)

    def edits_said(self) -> tuple[str, ...]:
        """The edits in words, without the rows that go because what they belong to goes."""
        leading = _leading(self.compared.scenario, self.edits)
        return tuple(said(edit, self.compared.language) for edit in leading)

    def need(self, change: Change) -> tuple[Names, Need]:
        """The need that a change is about, and the names of the scenario that has it."""
        here = change.need in self.scenario.need_of
        scenario = self.scenario if here else self.compared.scenario
        return Names(scenario, self.compared.language), scenario.need_of[change.need]

    def kinds_said(self, change: Change) -> str:
        """`opettaja vaihtui, aika muuttui`."""
        language = self.compared.language
        return ", ".join(catalogue.text(f"cli.change.{kind}", language) for kind in change.kinds)

    def before(self, change: Change) -> str:
        """Teacher and times in the first plan."""
        return lessons_said(change.before, Names(self.compared.scenario, self.compared.language))

    def after(self, change: Change) -> str:
        """Teacher and times in this plan."""
        return lessons_said(change.after, Names(self.scenario, self.compared.language))

    def gains_said(self) -> Iterator[tuple[Gain, str]]:
        """A plain sentence for each municipality for which anything is different."""
        for gain in self.side.gains:
            if gain.gained or gain.lost or gain.euros_year:
                yield gain, gain_said(gain, self.compared)


def _leading(scenario: Scenario, edits: Sequence[Edit]) -> Iterator[Edit]:
    """Edits but those that remove a row of something that another of them removes."""
    removed: dict[str, set[object]] = {}
    for edit in edits:
        if edit.edit is EditKind.REMOVE and TABLES[edit.table].has_id:
            (column,) = edit.row
            for name in (column, *_SAME.get(column, ())):
                removed.setdefault(name, set()).add(edit.row[column])
    for edit in edits:
        if edit.edit is not EditKind.REMOVE or not _belongs(scenario, edit, removed):
            yield edit


def _belongs(scenario: Scenario, edit: Edit, removed: Mapping[str, set[object]]) -> bool:
    """Whether a row to remove names something else that is removed."""
    rows = (row for row in scenario.rows(edit.table) if has(row, edit.table, edit.row))
    others = (set(removed) & columns_of(edit.table)) - (
        set(edit.row) if TABLES[edit.table].has_id else set()
    )
    return any(cell(row, column) in removed[column] for row in rows for column in others)


def gain_said(gain: Gain, names: Names) -> str:
    """One sentence: `Loppi: saa viikossa 6 oppilastuntia lisää; maksaa saman verran`."""
    return names.text(
        "compare.gain",
        name=names.municipality(gain.municipality),
        service=_service(gain, names),
        payment=_payment(gain, names),
    )


def _service(gain: Gain, names: Names) -> str:
    if gain.gained and gain.lost:
        return names.text("compare.gain_both", gained=gain.gained, lost=gain.lost)
    if gain.gained:
        return names.text("compare.gain_more", lessons=gain.gained)
    if gain.lost:
        return names.text("compare.gain_less", lessons=gain.lost)
    return names.text("compare.gain_same")


def _payment(gain: Gain, names: Names) -> str:
    if not gain.euros_year:
        return names.text("compare.pays_same")
    amount = numbers.euros(abs(gain.euros_year), names.language)
    return names.text(
        "compare.pays_more" if gain.euros_year > 0 else "compare.pays_less", amount=amount
    )


def lessons_said(lessons: Lessons | None, names: Names) -> str:
    """`Elina: ma 09:15–10:00, ti 10:15–11:00`; a dash if it is not taught."""
    if lessons is None:
        return catalogue.UNKNOWN
    times = ", ".join(meeting_text(meeting, names.language) for meeting in lessons.meetings)
    return f"{names.teacher(lessons.teacher)}: {times}"


def kpi_at(kpis: dict[str, Any], path: tuple[str, ...]) -> float:
    """The number at a path of the KPIs."""
    value: Any = kpis
    for part in path:
        value = value[part]
    return float(value)


def compared_json(compared: Compared) -> dict[str, Any]:
    """The comparison as data, with the sentences and edits of every plan but the first."""
    sides: list[dict[str, Any]] = [
        {"plan": label, **side.model_dump(mode="json"), "edits": []}
        for label, side in zip(compared.labels, compared.sides, strict=True)
    ]
    for data, other in zip(sides[1:], compared.others, strict=True):
        data["gains"] = [
            {**gain.model_dump(mode="json"), "sentence": gain_said(gain, compared)}
            for gain in other.side.gains
        ]
        data["edits"] = [
            {**edit.model_dump(mode="json"), "sentence": said(edit, compared.language)}
            for edit in other.edits
        ]
    return {"sides": sides}
