"""Typed reading of `pilots.json`: figures, where each comes from, and what belongs together."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Generic, NamedTuple, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

from scenarios.fields import Grades

ASSUMED = "assumed"
T = TypeVar("T")


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Entry):
    """A publication, or the word `assumed` in place of its address."""

    title: str
    url: str


class Figure(_Entry, Generic[T]):
    """A value and the key of the source that gives it."""

    value: T
    source: str


class Shares(_Entry):
    """Shares of pupils, 0-1."""

    ethics: float = Field(ge=0, le=1)
    islam: float = Field(ge=0, le=1)
    orthodox: float = Field(ge=0, le=1)
    catholic: float = Field(ge=0, le=1)
    source: str


class NamedSchool(_Entry):
    """A school known by name."""

    name: str
    language: str
    grades: Grades
    pupils: int | None = Field(default=None, ge=1, description="Where the source tells.")
    source: str


class BreakWeeks(NamedTuple):
    """ISO weeks of the autumn and the winter break."""

    autumn: int
    winter: int


class Partner(_Entry):
    """A municipality outside the pilot whose school teaches for it."""

    code: str = Field(pattern=r"^\d{3}$")
    name_fi: str
    name_sv: str
    source: str
    autumn_break_week: Figure[int]
    winter_break_week: Figure[int]
    school: NamedSchool

    @property
    def breaks(self) -> BreakWeeks:
        return BreakWeeks(self.autumn_break_week.value, self.winter_break_week.value)


class PilotMunicipality(_Entry):
    """A municipality of a pilot."""

    code: str = Field(pattern=r"^\d{3}$", description="Official municipality code.")
    code_source: str
    name_fi: str
    name_sv: str
    names_source: str
    population: Figure[int]
    pupils_1_6: Figure[int]
    pupils_7_9: Figure[int]
    units: Figure[int] = Field(description="Municipal schools, small sites included.")
    languages: Figure[tuple[str, ...]] = Field(description="Of instruction, larger first.")
    lat: Figure[float] = Field(description="Degrees north.")
    lon: Figure[float] = Field(description="Degrees east.")
    autumn_break_week: Figure[int] = Field(description="ISO week.")
    winter_break_week: Figure[int] = Field(description="ISO week.")
    shares: str = Field(description="Key of the shares of religions and ethics.")
    schools: tuple[NamedSchool, ...] = Field(default=(), description="Those known by name.")

    @property
    def breaks(self) -> BreakWeeks:
        return BreakWeeks(self.autumn_break_week.value, self.winter_break_week.value)

    @property
    def figures(self) -> tuple[Figure[int] | Figure[float] | Figure[tuple[str, ...]], ...]:
        """Every sourced figure."""
        return (
            self.population,
            self.pupils_1_6,
            self.pupils_7_9,
            self.units,
            self.languages,
            self.lat,
            self.lon,
            self.autumn_break_week,
            self.winter_break_week,
        )


class Pilot(_Entry):
    """A pilot; Tuusula is in two of them."""

    pilot: str
    name_fi: str
    name_sv: str
    source: str
    municipalities: tuple[str, ...] = Field(min_length=1)
    partners: tuple[Partner, ...] = ()


class PilotData(_Entry):
    """The whole file."""

    sources: dict[str, Source]
    shares: dict[str, Shares]
    pilots: tuple[Pilot, ...]
    municipalities: tuple[PilotMunicipality, ...]

    @model_validator(mode="after")
    def _references_hold(self) -> Self:
        codes = {row.code for row in self.municipalities}
        for pilot in self.pilots:
            if not codes.issuperset(pilot.municipalities):
                raise ValueError(f"unknown municipality in pilot {pilot.pilot}")
        for row in self.municipalities:
            cited = {figure.source for figure in row.figures}
            cited.update(school.source for school in row.schools)
            if row.shares not in self.shares or not cited <= self.sources.keys():
                raise ValueError(f"unknown source or shares in municipality {row.code}")
        return self

    def pilot(self, name: str) -> Pilot:
        """The pilot of that name; LookupError if there is none."""
        for pilot in self.pilots:
            if pilot.pilot == name:
                return pilot
        raise LookupError(f"no pilot {name!r}")

    def municipality(self, code: str) -> PilotMunicipality:
        """The municipality of that code; LookupError if there is none."""
        for row in self.municipalities:
            if row.code == code:
                return row
        raise LookupError(f"no municipality {code!r}")


@cache
def pilot_data() -> PilotData:
    """The data file, read once."""
    text = files("scenarios.pilots").joinpath("pilots.json").read_text(encoding="utf-8")
    return PilotData.model_validate_json(text)
