"""Typed reading of `country.json`: how many municipalities of which size each region has."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from scenarios.pilots.data import Source


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SizeClass(_Entry):
    """Municipalities with a number of inhabitants between two limits, and all their people."""

    least: int = Field(ge=1)
    most: int
    municipalities: int = Field(ge=1)
    inhabitants: int = Field(ge=1)


class SizeClasses(_Entry):
    """The published classes, the smallest first."""

    source: str
    rows: tuple[SizeClass, ...]


class Region(_Entry):
    """A region: its municipalities by size class, its break weeks, its keys of shares."""

    region: str
    name_fi: str
    name_sv: str
    sizes: tuple[int, ...]
    lat: float
    lon: float
    autumn: int = Field(description="ISO week of the autumn break.")
    winter: int = Field(description="ISO week of the winter break.")
    town: str = Field(description="Key of the shares of religions in its towns.")
    rural: str = Field(description="The same elsewhere.")
    swedish_first: int = Field(ge=0, description="Municipalities that are mostly Swedish.")
    swedish_second: int = Field(ge=0, description="Mostly Finnish ones with a Swedish school.")


class LeftOut(_Entry):
    """A row of the published table that no scenario uses, and why."""

    name_fi: str
    sizes: tuple[int, ...]
    why: str


class PupilShare(NamedTuple):
    """Share of pupils in the population of municipalities below a number of inhabitants."""

    below: int
    share: float


class Assumed(_Entry):
    """What no publication says."""

    pupil_shares: tuple[PupilShare, ...]
    share_in_grades_1_6: float
    town_from: int = Field(description="Inhabitants.")
    municipalities_in_an_area: int


class CountryData(_Entry):
    """The whole file."""

    sources: dict[str, Source]
    classes: SizeClasses
    left_out: LeftOut
    regions: tuple[Region, ...]
    assumed: Assumed

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        rows = [region.sizes for region in self.regions] + [self.left_out.sizes]
        for row, column in zip(self.classes.rows, zip(*rows, strict=True), strict=True):
            if sum(column) != row.municipalities:
                raise ValueError(f"regions do not add up in the class from {row.least}")
        return self


@cache
def country_data() -> CountryData:
    """The data file, read once."""
    text = files("scenarios.pilots").joinpath("country.json").read_text(encoding="utf-8")
    return CountryData.model_validate_json(text)
