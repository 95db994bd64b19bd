"""The published sizes of municipalities are whole, and a table that is not is refused."""

import pytest
from pydantic import ValidationError

from scenarios.pilots import pilot_data
from scenarios.pilots.country import CountryData, country_data

DATA = country_data()


def test_mainland_has_304_municipalities() -> None:
    """320 at the end of 2013, 16 of them on Åland."""
    assert sum(sum(region.sizes) for region in DATA.regions) == 304
    assert sum(DATA.left_out.sizes) == 16


def test_inhabitants_are_those_of_the_country() -> None:
    """5,451,270 people on 31 December 2013."""
    assert sum(row.inhabitants for row in DATA.classes.rows) == 5_451_270


def test_regions_use_known_shares_and_sources() -> None:
    assert DATA.classes.source in DATA.sources
    for region in DATA.regions:
        assert {region.town, region.rural} <= pilot_data().shares.keys()


def test_regions_that_do_not_add_up_are_refused() -> None:
    broken = DATA.model_dump()
    broken["left_out"]["sizes"] = (8, *DATA.left_out.sizes[1:])

    with pytest.raises(ValidationError, match="class from 100"):
        CountryData.model_validate(broken)
